import { HEARD } from '../src/protocol/index.ts';

/** Tells a page at once that it was heard, and keeps the worker awake for what it asked. */
export function hear(event: ExtendableMessageEvent, work: Promise<unknown>): void {
  event.waitUntil(work);
  event.ports[0]?.postMessage(HEARD);
}
