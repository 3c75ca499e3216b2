import type { ChunkId } from '../../protocol/index.ts';
import { lookAtChunks } from '../chunks/chunk-rows.ts';
import type { JournalStore } from '../store/journal-store.ts';

/** Chunks that no entry takes. */
export async function unnamedChunks(store: JournalStore): Promise<readonly ChunkId[]> {
  return await lookAtChunks(store, async (rows) => {
    const named = await rows.named();
    const taken = new Set([...named, ...(await rows.get(named)).flatMap((row) => row?.refs ?? [])]);
    return (await rows.ids()).filter((id) => !taken.has(id));
  });
}
