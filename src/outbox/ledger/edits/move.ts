import type { QueueTask } from '../../../protocol/index.ts';
import type { Draft } from '../ledger.ts';
import type { LedgerRow, TaskIn } from '../row.ts';
import { settle } from './settle.ts';

/** A row whose task is known to be in one status. */
export type RowIn<Status extends QueueTask['status']> = LedgerRow & { readonly task: TaskIn<Status> };

/**
 * Moves one task on, if it still is where the caller saw it: another tab may have acted in between.
 * Gives the task as it is now, or nothing when it was not moved.
 */
export async function move<Status extends QueueTask['status'], Next extends QueueTask>(
  draft: Draft,
  id: string,
  from: Status,
  step: (row: RowIn<Status>) => Next,
  now: number,
): Promise<Next | undefined> {
  const row = await draft.get(id);
  if (row === undefined || !isIn(row, from)) return undefined;
  const task = step(row);
  await settle(draft, row, task, now);
  return task;
}

export function isIn<Status extends QueueTask['status']>(row: LedgerRow, status: Status): row is RowIn<Status> {
  return row.task.status === status;
}
