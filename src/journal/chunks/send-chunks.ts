import type { Chunk, ChunkId } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import type { JournalStore } from '../store/journal-store.ts';
import type { ChunkRow } from '../store/rows.ts';

/** Of what entries take that name these lists: the chunks that the server is not known to have, pieces before lists. */
export async function unsentChunks(
  store: Pick<JournalStore, 'unsentChunks' | 'chunks'>,
  lists: readonly ChunkId[],
): Promise<readonly ChunkId[]> {
  const unsent = new Set(lists.length === 0 ? [] : await store.unsentChunks());
  if (unsent.size === 0) return [];
  const rows = await store.chunks(lists);
  const taken = [...rows.flatMap((row) => row?.refs ?? []), ...lists];
  return [...new Set(taken)].filter((id) => unsent.has(id));
}

/** Chunks as they are sent; without those that are not here any more. */
export async function sealedChunks({ store }: JournalContext, ids: readonly ChunkId[]): Promise<readonly Chunk[]> {
  return (await store.chunks(ids)).flatMap((row) => row ?? []);
}

/** Takes in that the server has these chunks now, or has them no more. */
export async function markChunks(
  { store }: JournalContext,
  ids: readonly ChunkId[],
  state: ChunkRow['state'],
): Promise<void> {
  await store.change(async (draft) => {
    const rows = await draft.chunks(ids);
    for (const row of rows) if (row !== undefined && row.state !== state) draft.putChunk({ ...row, state });
  });
}
