import type { Draft } from '../ledger.ts';
import { byAge, type LedgerRow, mayHaveArrived } from '../row.ts';
import { completed } from '../states.ts';
import { settle } from './settle.ts';

/** What a task undoes here; nothing when the server may have heard of any of it, and has to be told. */
export async function annihilatedBy(draft: Draft, row: LedgerRow, key: string | null): Promise<readonly LedgerRow[]> {
  if (key === null) return [];
  const older = (await draft.findBy('creates', key)).filter(
    (other) => other.task.account === row.task.account && byAge(other, row) < 0,
  );
  return older.some(mayHaveArrived) ? [] : older.filter(({ task }) => task.status !== 'completed');
}

/** Ends the tasks that are undone, and the one that undoes them. */
export async function annihilate(
  draft: Draft,
  undone: readonly [LedgerRow, ...LedgerRow[]],
  by: LedgerRow,
  now: number,
): Promise<void> {
  const outcome = { kind: 'annihilated', by: by.id } as const;
  for (const row of undone) await settle(draft, { ...row, task: completed(row.task, outcome, now) }, now);
  await settle(draft, { ...by, task: completed(by.task, { kind: 'moot', undid: undone[0].id }, now) }, now);
}
