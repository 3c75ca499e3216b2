import {
  hasFields,
  isFlag,
  isNullOr,
  isNumber,
  isObject,
  isQueueTask,
  isText,
  type QueueTask,
  type TaskCore,
} from '../../protocol/index.ts';
import { askedFields, NOTHING_ASKED } from '../task/stamp.ts';

/** One task in the ledger: what the page sees of it, and what the replay goes by. */
export interface LedgerRow {
  readonly id: string;
  /** The key of its entry in the queue; `null` until it is known. */
  readonly place: number | null;
  readonly origin: string;
  readonly orderingKey: string | null;
  readonly replaces: string | null;
  readonly creates: string | null;
  readonly dependsOn: readonly string[];
  readonly blocksLane: boolean;
  /** How many attempts began, without those that the server has refused: with none, it cannot have taken the task. */
  readonly attempts: number;
  /** How many attempts in a row got no answer. */
  readonly misses: number;
  /** How often a server asked for another attempt. */
  readonly refusals: number;
  /** Cancelled while it was on its way: it is not to be sent once more. */
  readonly isCancelled: boolean;
  readonly task: QueueTask;
}

const isRow = hasFields({
  ...askedFields,
  id: isText,
  place: isNullOr(isNumber),
  attempts: isNumber,
  misses: isNumber,
  refusals: isNumber,
  isCancelled: isFlag,
  task: isQueueTask,
});

export const UNTRIED = { misses: 0, refusals: 0, isCancelled: false };

/** The row in what a database holds, also as the first version wrote it; nothing when it cannot be read. */
export function parseRow(value: unknown): LedgerRow | undefined {
  if (!isObject(value) || !isObject(value.task)) return undefined;
  const added = { ...NOTHING_ASKED, ...UNTRIED, place: null, attempts: 1 };
  const row: unknown = { ...added, ...value, task: { bytes: 0, ...value.task } };
  return isRow(row) ? (row as LedgerRow) : undefined;
}

/** A row whose task is known to be in one status. */
export type RowIn<Status extends QueueTask['status']> = LedgerRow & {
  readonly task: Extract<QueueTask, { status: Status }>;
};

export function isIn<Status extends QueueTask['status']>(row: LedgerRow, status: Status): row is RowIn<Status> {
  return row.task.status === status;
}

/** Whether the server may have taken the task, as far as this device can know. */
export function mayHaveArrived({ attempts }: LedgerRow): boolean {
  return attempts > 0;
}

export function coreOf(task: TaskCore): TaskCore {
  const { id, taskType, version, account, context, retryCount, createdAt, bytes } = task;
  return { id, taskType, version, account, context, retryCount, createdAt, bytes };
}

/** Oldest first. Tasks of one millisecond are in the queue's order. */
export function byAge(a: LedgerRow, b: LedgerRow): number {
  return a.task.createdAt - b.task.createdAt || (a.place ?? 0) - (b.place ?? 0);
}
