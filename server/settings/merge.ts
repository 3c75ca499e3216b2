import { compareClocks, type Entry, type EntryOutcome, isTombstone } from '../../src/protocol/index.ts';

/**
 * The one order of all states that an entry can have: the newer clock is greater; of two with the same clock a value is
 * greater than a tombstone, and of two values the one whose bytes are greater (compared as unsigned numbers from the first
 * on; a beginning of the other is less). 0 means the same state. It is total, so the greatest state is the same in
 * whatever order, and however often, states arrive.
 */
export function compareEntries(a: Entry, b: Entry): number {
  return compareClocks(a.clock, b.clock) || compareContents(a, b);
}

function compareContents(a: Entry, b: Entry): number {
  if (isTombstone(a)) return isTombstone(b) ? 0 : -1;
  return isTombstone(b) ? 1 : Buffer.compare(a.value, b.value);
}

/** The greater of two states of one entry. */
export function mergeEntries(a: Entry, b: Entry): Entry {
  return compareEntries(a, b) >= 0 ? a : b;
}

/** What a batch does: an outcome for each of its entries, in its order, and the entries that are to be written. */
export interface MergedBatch {
  readonly outcomes: EntryOutcome[];
  readonly changed: Entry[];
}

export function mergeBatch(batch: readonly Entry[], stored: ReadonlyMap<string, Entry>): MergedBatch {
  const outcomes: EntryOutcome[] = [];
  const changed: Entry[] = [];
  for (const entry of batch) {
    const held = stored.get(entry.id);
    const order = held === undefined ? 1 : compareEntries(entry, held);
    outcomes.push(
      order < 0 && held ? { outcome: 'lost', id: entry.id, winner: held } : { outcome: 'applied', id: entry.id },
    );
    if (order > 0) changed.push(entry);
  }
  return { outcomes, changed };
}
