import type { JournalContext } from '../context.ts';
import { epochOf, isOld } from '../epochs/epoch-of.ts';
import { withOld } from '../epochs/epochs-state.ts';
import { cleanRow } from '../store/rows.ts';

/** Takes collections, by their blind ids, back to what the server is known to have of them. */
export async function revert(
  { store, announce, account }: JournalContext,
  collections: readonly string[],
): Promise<void> {
  const rows = (await Promise.all(collections.map((collection) => store.dirtyIn(collection)))).flat();
  await store.change(async (draft) => {
    const [state, current] = await Promise.all([draft.state(), draft.get(rows.map(({ id }) => id))]);
    let next = state;
    for (const row of current) {
      if (row?.state !== 'dirty' || row.clock === row.acknowledged?.clock) continue; // That one was only sealed again.
      if (row.acknowledged === null) draft.remove(row.id);
      else draft.put(cleanRow({ id: row.id, ...row.acknowledged }, row.collection));
      if (row.acknowledged !== null && isOld(account, row.acknowledged))
        next = withOld(next, epochOf(row.acknowledged));
    }
    if (next !== state) draft.setState(next);
  });
  announce({ collections, cause: 'reverted' });
}

/** The server has removed what it had: nothing is acknowledged any more, and everything is to be read again. */
export async function forgetServer({ store, announce }: JournalContext): Promise<void> {
  const ids = await store.ids();
  const collections = await store.change(async (draft) => {
    const [state, rows] = await Promise.all([draft.state(), draft.get(ids)]);
    const present = rows.flatMap((row) => row ?? []);
    for (const { id, collection, clock, isTombstone, value } of present) {
      draft.put({ state: 'dirty', id, collection, clock, isTombstone, value, dirty: collection, acknowledged: null });
    }
    draft.setState({ ...state, cursor: 0, own: [] });
    return [...new Set(present.map(({ collection }) => collection))];
  });
  announce({ collections, cause: 'acknowledged' });
}
