import type { Chunk, ChunkId } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import type { JournalStore } from '../store/journal-store.ts';
import { type ChunkRow, chunkRows, lookAtChunks } from './chunk-rows.ts';

/** Of what entries take that name these lists: the chunks that the server is not known to have, pieces before lists. */
export async function unsentChunks(
  store: Pick<JournalStore, 'look'>,
  lists: readonly ChunkId[],
): Promise<readonly ChunkId[]> {
  if (lists.length === 0) return [];
  return await lookAtChunks(store, async ({ unsent, get }) => {
    const pieces = (await get(lists)).flatMap((row) => row?.refs ?? []);
    return [...(await unsent([...new Set([...pieces, ...lists])]))];
  });
}

/** Chunks as they are sent; without those that are not here any more. */
export async function sealedChunks({ store }: JournalContext, ids: readonly ChunkId[]): Promise<readonly Chunk[]> {
  return (await lookAtChunks(store, ({ get }) => get(ids))).flatMap((row) => row ?? []);
}

/** Takes in that the server has these chunks now, or has them no more. */
export async function markChunks(
  { store }: JournalContext,
  ids: readonly ChunkId[],
  state: ChunkRow['state'],
): Promise<void> {
  await store.change(async (draft) => {
    const rows = chunkRows(draft.table);
    for (const row of await rows.get(ids)) if (row !== undefined && row.state !== state) rows.put({ ...row, state });
  });
}
