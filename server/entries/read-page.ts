import { type AccountId, type EntriesPage, type History, problem } from '../../src/protocol/index.ts';
import { Refusal } from '../handler/refusal.ts';
import type { Store } from '../store/store.ts';
import type { PageQuery } from './page-query.ts';

type Reads = Pick<Store, 'changes' | 'cursorOf' | 'findEntry' | 'history'>;

/**
 * A page and the history that it is of. What is read while that becomes another one, or while tombstones of it are removed, is
 * read again: nobody takes the one for the other, or goes past what he has not seen.
 * @throws Refusal `cursor-pruned`
 */
export async function readPage(store: Reads, account: AccountId, query: PageQuery): Promise<EntriesPage> {
  for (;;) {
    const history = await store.history(account);
    if (isPruned(history, query)) throw cursorPruned(await store.cursorOf(account));
    const page = await withChecked(store, account, query);
    const isOfIt = saysNothing(page, query) || isSame(history, await store.history(account));
    if (isOfIt) return history === undefined ? page : { ...page, history };
  }
}

/** Whoever began at the beginning when as much was removed as is now has missed nothing. */
function isPruned(history: History | undefined, { bounds: { since }, pruned }: PageQuery): boolean {
  return history !== undefined && since > 0 && since < history.prunedCursor && pruned < history.prunedCursor;
}

function saysNothing({ entries, cursor }: EntriesPage, { bounds: { since } }: PageQuery): boolean {
  return entries.length === 0 && cursor === since;
}

/** The checked entry is read first: a last page is then all that there is at its cursor, and nothing newer. */
async function withChecked(store: Reads, account: AccountId, { bounds, check }: PageQuery): Promise<EntriesPage> {
  const checked = check === undefined ? undefined : await store.findEntry(account, check);
  const page = await store.changes(account, bounds);
  if (checked === undefined || page.entries.some(({ id }) => id === check)) return page;
  return { ...page, entries: [checked, ...page.entries] };
}

function isSame(one: History | undefined, other: History | undefined): boolean {
  return (
    one?.generation === other?.generation && one?.epoch === other?.epoch && one?.prunedCursor === other?.prunedCursor
  );
}

function cursorPruned(cursor: number): Refusal {
  const detail = 'Entries that were deleted since are not told any more: read from the beginning, "since" 0.';
  return new Refusal({ ...problem('cursor-pruned', 410, 'Deletions since then were removed.', detail), cursor });
}
