import { compareEntries, type EntriesPage } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { eachRow } from '../reread/snapshot.ts';
import type { EntryRow, JournalState } from '../store/rows.ts';
import type { DoubtReason } from './history-state.ts';
import { HEADS } from './names.ts';

/**
 * A head that the server had before it was asked: this device's own, or else the newest of another one; where there is none yet,
 * whatever it took last. It is asked for with every page, so that a server that goes on from yesterday is found out whatever it
 * says of its cursor.
 */
export async function checkedEntry(context: JournalContext): Promise<EntryRow | undefined> {
  const { store, names, account } = context;
  const own = await names.entry(HEADS, account.device.id);
  const heads = await store.inCollection(await names.collection(HEADS));
  const newestFirst = [...heads].sort((a, b) => (a.clock < b.clock ? 1 : -1));
  return newestFirst.find(({ id }) => id === own) ?? newestFirst[0] ?? (await newestAcknowledged(context));
}

/** Of servers that tell of their history, as far as is known. A deletion may have been pruned. */
async function newestAcknowledged(context: JournalContext): Promise<EntryRow | undefined> {
  const { history } = await context.store.state();
  if (history.generation === null && history.digest !== null) return undefined;
  let newest: EntryRow | undefined;
  await eachRow(context, (row) => {
    if (row.state === 'clean' && !row.isTombstone && row.clock > (newest?.clock ?? '')) newest = row;
  });
  return newest;
}

/** Why a page cannot come from the history that this device knows; nothing when it can. */
export function doubtInPage(
  { cursor: since, history: { generation } }: JournalState,
  { cursor, history, entries }: EntriesPage,
  checked: EntryRow | undefined,
): DoubtReason | undefined {
  if (history === undefined) return generation === null ? undefined : 'silent';
  if (generation !== null && history.generation !== generation) return 'other-history';
  if (cursor < since) return 'set-back';
  if (checked === undefined) return undefined;
  const told = entries.find(({ id }) => id === checked.id);
  if (told === undefined) return 'head-missing';
  return compareEntries(told, checked) < 0 ? 'head-older' : undefined;
}
