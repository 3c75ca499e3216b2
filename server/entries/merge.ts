import { compareEntries, type Entry } from '../../src/protocol/index.ts';

/** What a delta does: the entries that are to be written, and for each entry that lost the one that it lost to. */
export interface MergedDelta {
  readonly changed: Entry[];
  readonly winners: Entry[];
}

/** An entry that is stored already, in the same state, neither changes anything nor loses. */
export function mergeDelta(delta: readonly Entry[], stored: ReadonlyMap<string, Entry>): MergedDelta {
  const changed: Entry[] = [];
  const winners: Entry[] = [];
  for (const entry of delta) {
    const held = stored.get(entry.id);
    if (held === undefined || compareEntries(entry, held) > 0) changed.push(entry);
    else if (compareEntries(entry, held) < 0) winners.push(held);
  }
  return { changed, winners };
}
