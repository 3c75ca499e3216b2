import type { JournalContext } from '../context.ts';

/**
 * Removes the chunks that no version of any entry takes. What a pull has read and not yet adopted is not named either: only who
 * holds the pull's lock may sweep.
 */
export async function sweepChunks({ store }: JournalContext): Promise<void> {
  if ((await store.chunkIds()).length === 0) return;
  await store.change(async (draft) => {
    const named = await draft.namedChunks();
    const lists = await draft.chunks(named);
    const taken = new Set([...named, ...lists.flatMap((row) => row?.refs ?? [])]);
    for (const id of await draft.chunkIds()) if (!taken.has(id)) draft.removeChunk(id);
  });
}
