import {
  type Announcements,
  type DeliveryOptions,
  isAct,
  type OpenOutbox,
  openOutbox,
  type Replayer,
  replayable,
  replayer,
  storesOf,
} from '../../outbox/index.ts';
import type { TasksChanged } from '../../protocol/index.ts';

/** The same engine that the worker runs, for pages that have none. Loaded only then. */
export function drainHere(
  { names, environment }: OpenOutbox,
  announcements: Announcements,
  delivery: DeliveryOptions,
): Replayer {
  let isOurs = false;
  let acts = 0;
  announcements.listen((change) => {
    if (!isOurs && isAct(change)) acts += 1;
  });
  const announce = (change: TasksChanged) => {
    isOurs = true;
    announcements.announce(change); // Whoever listens hears it before this returns.
    isOurs = false;
  };
  const stores = storesOf(openOutbox(names, { ...announcements, announce }, environment));
  return replayer(replayable({ ...stores, othersActed: () => acts }, delivery), names.lock);
}
