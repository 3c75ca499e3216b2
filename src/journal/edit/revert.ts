import { chunkRows } from '../chunks/chunk-rows.ts';
import type { JournalContext } from '../context.ts';
import { epochOf, isOld } from '../epochs/epoch-of.ts';
import { withOld } from '../epochs/epochs-state.ts';
import { NOTHING } from '../heads/digest.ts';
import { startedAgain } from '../heads/exact.ts';
import { HEADS } from '../heads/names.ts';
import { isPruned } from '../reread/fate.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import { cleanRow, dirtyRow } from '../store/rows.ts';

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
      else draft.put(cleanRow({ id: row.id, ...row.acknowledged }, row.collection, row));
      if (row.acknowledged !== null && isOld(account, row.acknowledged))
        next = withOld(next, epochOf(row.acknowledged));
    }
    if (next !== state) draft.setState(next);
  });
  announce({ collections, cause: 'reverted' });
}

/**
 * Nothing is known of what the server has: it has removed it, or the person takes another history of its for the true one.
 * Everything is to be sent, and to be read again. Heads are made anew.
 */
export async function forgetServer({ store, names, environment, announce }: JournalContext): Promise<void> {
  const heads = await names.collection(HEADS);
  const collections = await store.change(async (draft) => {
    const [state, ids] = await Promise.all([draft.state(), draft.ids()]);
    const present = (await draft.get(ids)).flatMap((row) => row ?? []);
    const { prunedClock } = state.history;
    const now = environment.now() + state.offset;
    for (const row of present) {
      if (row.collection === heads || isPruned(row, prunedClock, now)) draft.remove(row.id);
      else draft.put(dirtyRow(row, row.collection, undefined));
    }
    await forgetSent(draft);
    draft.setState(startedAgain(state, { ...UNKNOWN_SERVER, trustedClock: state.clock }));
    return [...new Set(present.map(({ collection }) => collection))];
  });
  announce({ collections, cause: 'acknowledged' });
}

/** Chunks are to be sent as well: the server would ask for them, some at a time. */
async function forgetSent({ table }: JournalDraft): Promise<void> {
  const { ids, get, put } = chunkRows(table);
  for (const row of await get(await ids())) if (row?.state === 'sent') put({ ...row, state: 'unsent' });
}

const UNKNOWN_SERVER = {
  generation: null,
  digest: NOTHING,
  standing: { kind: 'trusted' },
  expected: null,
  isRereading: false,
} as const;
