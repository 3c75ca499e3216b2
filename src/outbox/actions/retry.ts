import { BackhaulError } from '../errors.ts';
import { revive } from '../ledger/edits/revive.ts';
import type { Draft } from '../ledger/ledger.ts';
import type { Stores } from './stores.ts';

/**
 * Lets a failed task be sent again, with those that failed because of it and those that it depends on and that failed.
 * @throws BackhaulError `task-not-waiting-for-you`, also when it depends on a task that was cancelled
 */
export async function retry({ ledger, now }: Stores, id: string): Promise<void> {
  const isRevived = await ledger.change((draft) => reviveAll(draft, id, now()));
  if (!isRevived) throw new BackhaulError('task-not-waiting-for-you', { id });
}

async function reviveAll(draft: Draft, id: string, now: number): Promise<boolean> {
  const row = await draft.get(id);
  if (row?.task.status !== 'failed') return false;
  for (const dependency of row.dependsOn) await reviveAll(draft, dependency, now);
  return (await revive(draft, id, now)) || (await draft.get(id))?.task.status === 'pending';
}
