import { compareClocks, type Entry, type History, problem } from '../../src/protocol/index.ts';
import { Refusal } from '../handler/refusal.ts';
import type { EntryHead } from '../store/store.ts';

/**
 * What of a delta is to be merged with what is held. An entry that is not held, and is no newer than tombstones that were removed,
 * may have been deleted by one of them: a value of that age is refused with all of the delta, and a tombstone says what is so.
 * @throws Refusal `tombstones-pruned`
 */
export function withoutPruned(
  delta: readonly Entry[],
  held: readonly EntryHead[],
  { prunedClock }: History,
): readonly Entry[] {
  if (prunedClock === null) return delta;
  const ids = new Set(held.map(({ id }) => id));
  const isPruned = ({ id, clock }: Entry) => !ids.has(id) && compareClocks(clock, prunedClock) <= 0;
  const value = delta.find((entry) => isPruned(entry) && !entry.isTombstone);
  if (value !== undefined) throw tombstonesPruned(value);
  return delta.filter((entry) => !isPruned(entry));
}

function tombstonesPruned({ id }: Entry): Refusal {
  const detail = `${JSON.stringify(id)} may have been deleted: read everything from the beginning, "since" 0.`;
  return new Refusal(problem('tombstones-pruned', 409, 'Deletions of that time were removed.', detail));
}
