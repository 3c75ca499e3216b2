import { type OpenOutbox, type Replayer, replayer } from '../../outbox/index.ts';

/** The same engine that the worker runs, for pages that have none. Loaded only then. */
export function drainHere(outbox: OpenOutbox): Replayer {
  return replayer(outbox, outbox.names.lock);
}
