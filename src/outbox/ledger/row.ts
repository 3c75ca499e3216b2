import * as v from 'valibot';
import { type QueueTask, queueTaskSchema } from '../../protocol/index.ts';
import type { Stamp } from '../task/stamp.ts';

/** One task in the ledger: what the page sees of it, and what the replay orders by. */
export type LedgerRow = v.InferOutput<typeof ledgerRowSchema>;

export const ledgerRowSchema = v.object({
  id: v.string(),
  orderingKey: v.nullable(v.string()),
  replaces: v.nullable(v.string()),
  task: queueTaskSchema,
});

export type TaskIn<Status extends QueueTask['status']> = Extract<QueueTask, { status: Status }>;

/** The fields that a task keeps through every status. */
export type TaskCore = Pick<
  QueueTask,
  'id' | 'taskType' | 'version' | 'account' | 'context' | 'retryCount' | 'createdAt'
>;

export function coreOf({ id, taskType, version, account, context, retryCount, createdAt }: TaskCore): TaskCore {
  return { id, taskType, version, account, context, retryCount, createdAt };
}

/** The row of a task that has just been stored, or whose row was lost. */
export function newRow(stamp: Stamp): LedgerRow {
  const { id, orderingKey, replaces } = stamp;
  const task: QueueTask = { ...coreOf({ ...stamp, retryCount: 0 }), status: 'pending', wait: { for: 'turn' } };
  return { id, orderingKey, replaces, task };
}
