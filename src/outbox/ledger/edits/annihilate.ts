import type { Draft } from '../ledger.ts';
import { byAge, coreOf, type LedgerRow } from '../row.ts';
import { settle } from './settle.ts';

/** What a task undoes here; nothing when the server may have heard of any of it, and has to be told. */
export async function annihilatedBy(draft: Draft, row: LedgerRow, key: string | null): Promise<readonly LedgerRow[]> {
  if (key === null) return [];
  const older = (await draft.findBy('creates', key)).filter(
    (other) => other.task.account === row.task.account && byAge(other, row) < 0,
  );
  return older.some(mayHaveArrived) ? [] : older.filter(({ task }) => task.status !== 'completed');
}

function mayHaveArrived({ attempts, task }: LedgerRow): boolean {
  if (task.status === 'failed') return task.error.code !== 'refused' && attempts > 0;
  if (task.status !== 'completed' || task.outcome.kind === 'superseded') return attempts > 0;
  return task.outcome.kind === 'cancelled' ? task.outcome.mayHaveArrived : task.outcome.kind !== 'annihilated';
}

/** Ends the tasks that are undone, and the one that undoes them. */
export async function annihilate(
  draft: Draft,
  undone: readonly LedgerRow[],
  by: LedgerRow,
  now: number,
): Promise<void> {
  for (const row of [...undone, by]) {
    const other = row === by ? undone[0] : by;
    const outcome = { kind: 'annihilated', with: other?.id ?? by.id } as const;
    await settle(draft, row, { ...coreOf(row.task), status: 'completed', processedAt: now, outcome }, now);
  }
}
