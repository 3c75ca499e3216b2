import type { JournalContext } from '../context.ts';
import type { DirtyRow } from '../store/rows.ts';
import { epochOf, isOld } from './epoch-of.ts';
import { isPast } from './is-past.ts';
import { refresh } from './refresh.ts';
import { putAgain, sealAgain } from './reseal-rows.ts';

/**
 * What is dirty in these collections, all of it under the newest keys: what was saved before they changed, or in a tab that had
 * not heard of it, is sealed once more, and keeps its clock.
 */
export async function freshDirtyRows(
  context: JournalContext,
  collections: readonly string[],
): Promise<readonly DirtyRow[]> {
  const read = async () => (await Promise.all(collections.map((id) => context.store.dirtyIn(id)))).flat();
  const rows = await read();
  if (rows.some((row) => epochOf(row) > context.account.sealing.epoch)) await refresh(context);
  if (!rows.some((row) => isOld(context.account, row))) return rows;
  const again = await sealAgain(context, rows);
  await context.store.change((draft) => putAgain(draft, again));
  const now = await read();
  const isSent = await Promise.all(now.map(async (row) => !(await isPast(context.account, row))));
  return now.filter((_row, place) => isSent[place]); // What came in between, or cannot be opened, waits.
}
