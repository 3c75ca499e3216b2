import { DEFAULT_NAME, type Trace } from '../outbox/index.ts';
import { noteEvent } from './note-event.ts';
import type { PassRecord, Sign } from './pass-record.ts';
import { passStore } from './pass-store.ts';
import { hearSigns } from './signs.ts';

export interface RecordOptions {
  /** The outbox's name, the same that the client has. */
  readonly name?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Where sync events, messages and the network's coming back are heard: this realm unless told. */
  readonly events?: EventTarget;
  /** What else is to hear of every event. */
  readonly next?: Trace;
}

/**
 * A `trace` that keeps the last 50 passes for the inspector to read. In a worker, call it at the top level of the script,
 * before or within `startOutbox`. What cannot be kept is not recorded; delivery never hears of it.
 */
export function recordPasses({ name = DEFAULT_NAME, now = Date.now, events = self, next }: RecordOptions = {}): Trace {
  const { put } = passStore(name);
  let signs: readonly Sign[] = [];
  hearSigns(name, events, now, (sign) => {
    signs = [...signs, sign].slice(-SIGNS);
  });
  let writing: Promise<number | undefined> = Promise.resolve(undefined);
  const write = (record: PassRecord) => {
    writing = writing.then((place) => put(record, place)).catch(() => undefined);
  };
  let current: PassRecord | undefined;
  return (event) => {
    next?.(event);
    if (event.kind === 'pass-started') {
      current = begun(event.at);
      writing = writing.then(() => undefined);
      return;
    }
    if (current === undefined) return;
    const wasSent = current.sent > 0;
    current = { ...noteEvent(current, event, now()), signs };
    if (event.kind === 'pass-ended') signs = [];
    // The browser may stop a worker before a pass ends: what was sent is known all the same.
    if (event.kind === 'pass-ended' || (event.kind === 'sent' && !wasSent)) write(current);
  };
}

/** Signs that one pass keeps. */
const SIGNS = 5;

function begun(startedAt: number): PassRecord {
  const where = 'document' in globalThis ? 'page' : 'worker';
  return { where, startedAt, signs: [], attempts: [], sent: 0, delivered: 0, failed: 0, again: 0 };
}
