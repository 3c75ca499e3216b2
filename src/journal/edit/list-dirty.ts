import type { JournalContext } from '../context.ts';
import { refresh } from '../epochs/refresh.ts';
import type { DirtyCollection } from '../journal.ts';
import { nameOf } from './name-of.ts';

/** What has not been acknowledged, by collection. */
export async function listDirty(context: JournalContext): Promise<readonly DirtyCollection[]> {
  const marks = await context.store.dirtyMarks();
  const named = () =>
    Promise.all(
      marks.map(async ({ collection: id, newest, entry }) => ({ id, newest, name: await nameOf(context, id, entry) })),
    );
  let all = await named();
  if (all.some(({ name }) => name === undefined)) {
    await refresh(context); // Another tab may have sealed it under keys that this one has not heard of.
    all = await named();
  }
  return all.flatMap(({ name, ...rest }) => (name === undefined ? [] : [{ ...rest, name }]));
}
