import type { ChunkId, Entry } from '../../src/protocol/index.ts';

/** By how much the uses of each chunk change; one that is the same after all is left out. */
export type UseChanges = ReadonlyMap<ChunkId, number>;

export type NamesChunks = Pick<Entry, 'chunks'>;

/** What it changes that some entries are in the place of others. Whoever names a chunk twice uses it once. */
export function changesOfEntries(from: readonly NamesChunks[], to: readonly NamesChunks[]): UseChanges {
  const named = ({ chunks = [] }: NamesChunks) => chunks;
  return changesOf({ lost: from.map(named), won: to.map(named) });
}

/** What a chunk's uses are after a change, and were before. */
export interface ChangedChunk {
  readonly refs: readonly ChunkId[];
  readonly before: number;
  readonly after: number;
}

/** What follows for those that lists name, of which some are in use now, and others not any more. */
export function changesOfLists(changed: readonly ChangedChunk[]): UseChanges {
  const refs = (chunks: readonly ChangedChunk[]) => chunks.map((chunk) => chunk.refs);
  return changesOf({ lost: refs(changed.filter(isReleased)), won: refs(changed.filter(isTaken)) });
}

export function isTaken({ before, after }: ChangedChunk): boolean {
  return before === 0 && after > 0;
}

export function isReleased({ before, after }: ChangedChunk): boolean {
  return before > 0 && after === 0;
}

type Names = readonly (readonly ChunkId[])[];

function changesOf({ lost, won }: { readonly lost: Names; readonly won: Names }): UseChanges {
  const changes = new Map<ChunkId, number>();
  const count = (names: Names, by: number) => {
    for (const id of names.flatMap((ids) => [...new Set(ids)])) changes.set(id, (changes.get(id) ?? 0) + by);
  };
  count(won, 1);
  count(lost, -1);
  return new Map([...changes].filter(([, by]) => by !== 0));
}

/** The chunks by what their uses change, so that those that change alike are written together. */
export function alike(changes: UseChanges): ReadonlyMap<number, readonly ChunkId[]> {
  const groups = new Map<number, ChunkId[]>();
  for (const [id, by] of changes) {
    const group = groups.get(by) ?? [];
    group.push(id);
    groups.set(by, group);
  }
  return groups;
}
