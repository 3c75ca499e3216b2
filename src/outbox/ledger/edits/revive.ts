import type { Draft } from '../ledger.ts';
import type { LedgerRow } from '../row.ts';
import { waiting } from '../states.ts';
import { move } from './move.ts';
import { sharedFate } from './settle.ts';

/**
 * Lets a failed task wait for its turn again, and those that failed because of it, unless they depend on another one that
 * is not sent. Says whether it had failed.
 */
export async function revive(draft: Draft, id: string, now: number): Promise<boolean> {
  const again = (row: LedgerRow) => ({ ...row, task: { ...waiting(row.task), retryCount: 0 } });
  if ((await move(draft, id, 'failed', again, now)) === undefined) return false;
  for (const dependent of await draft.findBy('dependsOn', id)) {
    if (hasFailedWith(dependent, id)) await reviveIfItMay(draft, dependent, now);
  }
  return true;
}

/** The same for one that a person has not asked for: it may depend on yet another task that is not sent. */
export async function reviveIfItMay(draft: Draft, row: LedgerRow, now: number): Promise<void> {
  if ((await sharedFate(draft, row, now)) === undefined) await revive(draft, row.id, now);
}

export function hasFailedWith({ task }: LedgerRow, id: string): boolean {
  return task.status === 'failed' && task.error.dependency === id;
}
