import type { JournalContext } from '../context.ts';
import type { DirtyCollection } from '../journal.ts';
import { nameOf } from './name-of.ts';

/** What has not been acknowledged, by collection. */
export async function listDirty(context: JournalContext): Promise<readonly DirtyCollection[]> {
  const marks = await context.store.dirtyMarks();
  const named = await Promise.all(
    marks.map(async ({ collection: id, newest, entry }) => ({ id, newest, name: await nameOf(context, id, entry) })),
  );
  return named.flatMap(({ name, ...rest }) => (name === undefined ? [] : [{ ...rest, name }]));
}
