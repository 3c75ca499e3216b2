import {
  type DeliveryOptions,
  type OpenOutbox,
  type Replayer,
  replayable,
  replayer,
  storesOf,
} from '../../outbox/index.ts';

/** The same engine that the worker runs, for pages that have none. Loaded only then. */
export function drainHere(outbox: OpenOutbox, delivery: DeliveryOptions): Replayer {
  return replayer(replayable(storesOf(outbox), delivery), outbox.names.lock);
}
