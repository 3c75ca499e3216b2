import type { Draft } from '../ledger.ts';
import { byAge, type LedgerRow, mayHaveArrived } from '../row.ts';
import { completed } from '../states.ts';
import { settle } from './settle.ts';

/**
 * Ends the tasks that this one undoes, and itself with them. Says whether it did: not when there are none, nor when the
 * server may have heard of any of them, and has to be told.
 */
export async function annihilate(draft: Draft, by: LedgerRow, key: string | null, now: number): Promise<boolean> {
  const namesakes = key === null ? [] : await draft.findBy('creates', key);
  const older = namesakes.filter((row) => row.task.account === by.task.account && byAge(row, by) < 0);
  const undone = older.filter(({ task }) => task.status !== 'completed');
  const [first] = undone;
  if (first === undefined || older.some(mayHaveArrived)) return false;
  const outcome = { kind: 'annihilated', by: by.id } as const;
  for (const row of undone) await settle(draft, { ...row, task: completed(row.task, outcome, now) }, now);
  await settle(draft, { ...by, task: completed(by.task, { kind: 'moot', undid: first.id }, now) }, now);
  return true;
}
