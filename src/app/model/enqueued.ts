import type { ErrorCode } from 'backhaul';

/** What became of the changes of a collection, all of which this device keeps. */
export type Enqueued =
  | { readonly kind: 'enqueued' }
  | { readonly kind: 'nothing-to-send' }
  /** Kept here and not in the outbox: it is tried again when there may be room, and at the next opening. */
  | { readonly kind: 'held-back'; readonly reason: HoldReason };

export type HoldReason = ErrorCode | 'unknown';

/** The collections that are held back, and why. */
export type HeldBack = ReadonlyMap<string, HoldReason>;

/** The same object when nothing changed. */
export function heldBackAfter(held: HeldBack, collection: string, outcome: Enqueued): HeldBack {
  const reason = outcome.kind === 'held-back' ? outcome.reason : undefined;
  if (held.get(collection) === reason) return held;
  const next = new Map(held);
  if (reason === undefined) next.delete(collection);
  else next.set(collection, reason);
  return next;
}
