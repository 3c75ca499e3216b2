import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { type AccountId, type Clock, compareClocks, type History } from '../../src/protocol/index.ts';
import type { Tables } from './tables.ts';

/** The columns that say what an account's history is. */
export const HISTORY_COLUMNS = ['generation', 'epoch', 'pruned_cursor', 'pruned_clock'] as const;

type HistoryColumns = Pick<Selectable<Tables['accounts']>, (typeof HISTORY_COLUMNS)[number]>;

/** A name that no history has had. */
export function newGeneration(): string {
  return randomBytes(16).toString('base64url');
}

/** Nothing of an account of which nothing was written yet. */
export async function readHistory(database: Kysely<Tables>, account: AccountId): Promise<History | undefined> {
  const row = await database
    .selectFrom('accounts')
    .select(HISTORY_COLUMNS)
    .where('account', '=', account)
    .executeTakeFirst();
  return row === undefined || row.generation === null ? undefined : historyFrom(row, row.generation);
}

export function historyFrom(row: HistoryColumns, generation: string): History {
  return { generation, epoch: row.epoch, prunedCursor: row.pruned_cursor, prunedClock: row.pruned_clock };
}

export function historyColumns({ generation, epoch, prunedCursor, prunedClock }: History): HistoryColumns {
  return { generation, epoch, pruned_cursor: prunedCursor, pruned_clock: prunedClock };
}

/** The history once these tombstones, of which there is one at least, are removed. */
export function prunedOf(
  history: History,
  removed: readonly { readonly cursor: number; readonly clock: Clock }[],
): History {
  const clocks = [...removed.map(({ clock }) => clock), ...(history.prunedClock === null ? [] : [history.prunedClock])];
  const prunedClock = clocks.reduce((newest, clock) => (compareClocks(clock, newest) > 0 ? clock : newest));
  return {
    ...history,
    prunedCursor: Math.max(history.prunedCursor, ...removed.map(({ cursor }) => cursor)),
    prunedClock,
  };
}
