import type { Clock } from '../../protocol/index.ts';
import { acknowledgedOf, type EntryRow } from '../store/rows.ts';

/** What becomes of a row that the server did not list, when everything was read again. */
export type Fate =
  /** It was not at the server when that began, or has changed since. */
  | 'stays'
  /** Its deletion was pruned. */
  | 'goes'
  /** An edit that may be older than its deletion: it is offered back. */
  | 'lost'
  /** An edit that is newer than any deletion that was pruned: it is sent as a new entry. */
  | 'sent-anew'
  /** The server had it, and can have pruned no deletion of it. */
  | 'hidden';

/** `before` is what the server was known to have of it when reading began. */
export function fateOf(row: EntryRow | undefined, before: Clock | undefined, prunedClock: Clock | null): Fate {
  if (row === undefined || acknowledgedOf(row)?.clock !== before) return 'stays';
  const isOlder = prunedClock !== null && row.clock <= prunedClock;
  if (row.state === 'clean') return isOlder ? 'goes' : 'hidden';
  if (isOlder) return row.isTombstone ? 'goes' : 'lost';
  return before === undefined ? 'stays' : 'sent-anew';
}

/** Whether nobody needs this deletion any more. */
export function isPruned(row: EntryRow, prunedClock: Clock | null): boolean {
  return row.state === 'clean' && row.isTombstone && prunedClock !== null && row.clock <= prunedClock;
}
