import { BackhaulInspector } from './backhaul-inspector.ts';

/** Defines the element; once it is defined, nothing more is done. */
export function registerInspector(name = 'backhaul-inspector'): void {
  if (customElements.get(name) === undefined) customElements.define(name, class extends BackhaulInspector {});
}
