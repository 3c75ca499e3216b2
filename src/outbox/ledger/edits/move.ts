import type { QueueTask } from '../../../protocol/index.ts';
import type { Draft } from '../ledger.ts';
import { isIn, type LedgerRow, type RowIn } from '../row.ts';
import { settle } from './settle.ts';

/**
 * Moves one task on, if it still is where the caller saw it: another tab may have acted in between. A step that gives the
 * row itself writes nothing.
 * Gives the task as it is now, or nothing when it was not moved.
 */
export async function move<Status extends QueueTask['status']>(
  draft: Draft,
  id: string,
  from: Status,
  step: (row: RowIn<Status>) => LedgerRow,
  now: number,
): Promise<QueueTask | undefined> {
  const row = await draft.get(id);
  if (row === undefined || !isIn(row, from)) return undefined;
  const next = step(row);
  if (next !== row) await settle(draft, next, now);
  return next.task;
}
