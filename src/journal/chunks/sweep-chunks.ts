import type { JournalContext } from '../context.ts';
import { chunkRows, lookAtChunks } from './chunk-rows.ts';

/**
 * Removes the chunks that no version of any entry takes. What a pull has read and not yet adopted is not named either: only who
 * holds the pull's lock may sweep.
 */
export async function sweepChunks({ store }: JournalContext): Promise<void> {
  if ((await lookAtChunks(store, ({ ids }) => ids())).length === 0) return;
  await store.change(async (draft) => {
    const rows = chunkRows(draft.table);
    const named = await rows.named();
    const lists = await rows.get(named);
    const taken = new Set([...named, ...lists.flatMap((row) => row?.refs ?? [])]);
    for (const id of await rows.ids()) if (!taken.has(id)) rows.remove(id);
  });
}
