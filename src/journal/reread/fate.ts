import { CLOCK_AHEAD_LIMIT, type Clock, timeOf } from '../../protocol/index.ts';
import type { EntryRow } from '../store/rows.ts';

/** What becomes of a row when everything was read again. */
export type Fate =
  /** The server has told of it, or has never had it. */
  | 'stays'
  /** A deletion that nobody needs any more. */
  | 'goes'
  /** A value that may be older than its deletion: it is offered back, for the server's word is all that there is for that. */
  | 'lost'
  /** An edit that is newer than any deletion that was pruned: it is sent as a new entry. */
  | 'sent-anew'
  /** The server had it, and can have pruned no deletion of it. */
  | 'hidden';

/** What is known then. */
export interface Read {
  readonly round: number;
  /** The newest clock of a deletion that the server has pruned. */
  readonly prunedClock: Clock | null;
  /** The collection of heads, which nobody deletes. */
  readonly heads: string;
}

export function fateOf(row: EntryRow, { round, prunedClock, heads }: Read): Fate {
  if (row.told === round) return 'stays';
  const isOlder = prunedClock !== null && row.clock <= prunedClock && row.collection !== heads;
  if (isOlder) return row.isTombstone ? 'goes' : 'lost';
  if (row.state === 'clean') return 'hidden';
  return row.acknowledged === null ? 'stays' : 'sent-anew';
}

/** Milliseconds that a device keeps a deletion which the server has pruned: a server that shows an older state brings nothing back. */
const TOMBSTONE_AGE = 30 * 24 * 60 * 60_000;

/** Whether nobody needs this deletion any more. `now` is the server's time, as this device knows it, in milliseconds since 1970. */
export function isPruned(row: EntryRow, prunedClock: Clock | null, now: number): boolean {
  if (row.state !== 'clean' || !row.isTombstone) return false;
  return prunedClock !== null && row.clock <= prunedClock && timeOf(row.clock) < now - TOMBSTONE_AGE;
}

/** Nobody has deleted anything in times to come. */
export function believed(prunedClock: Clock | null, now: number): Clock | null {
  return prunedClock !== null && timeOf(prunedClock) <= now + CLOCK_AHEAD_LIMIT ? prunedClock : null;
}
