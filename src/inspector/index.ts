/** The inspector: a custom element that shows an outbox and lets a person act on it. No framework. */
export { BackhaulInspector } from './backhaul-inspector.ts';
export type { InspectorOptions } from './options.ts';
export { registerInspector } from './register.ts';
export { englishWords, type InspectorWords } from './words.ts';
