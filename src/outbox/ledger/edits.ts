import type { QueueTask } from '../../protocol/index.ts';
import type { Draft } from './ledger.ts';
import { coreOf, type LedgerRow, type TaskIn } from './row.ts';

/** Adds a task that was just stored, unless it is known, and supersedes those that it replaces: waiting or failed ones. */
export async function insert(draft: Draft, row: LedgerRow, now: number): Promise<void> {
  if (await draft.get(row.id)) return;
  await draft.put(row);
  if (row.replaces === null) return;
  for (const older of await draft.withReplaces(row.replaces)) await supersede(draft, older, row, now);
}

async function supersede(draft: Draft, older: LedgerRow, by: LedgerRow, now: number): Promise<void> {
  const isWaiting = older.task.status === 'pending' || older.task.status === 'failed';
  if (older.id === by.id || !isWaiting || older.task.account !== by.task.account) return;
  if (older.task.createdAt > by.task.createdAt) return; // Listed late, by a slow tab: the other one is the newer.
  const outcome = { kind: 'superseded', by: by.id } as const;
  await draft.put({ ...older, task: { ...coreOf(older.task), status: 'completed', processedAt: now, outcome } });
}

/**
 * Moves one task on, if it still is where the caller saw it: another tab may have acted in between.
 * Gives the task as it is now, or nothing when it was not moved.
 */
export async function move<Status extends QueueTask['status'], Next extends QueueTask>(
  draft: Draft,
  id: string,
  from: Status,
  step: (task: TaskIn<Status>) => Next,
): Promise<Next | undefined> {
  const row = await draft.get(id);
  if (row === undefined || !isIn(row.task, from)) return undefined;
  const task = step(row.task);
  await draft.put({ ...row, task });
  return task;
}

function isIn<Status extends QueueTask['status']>(task: QueueTask, status: Status): task is TaskIn<Status> {
  return task.status === status;
}

/** How many delivered tasks stay listed, and for how long (in milliseconds). */
export interface Retention {
  readonly count: number;
  readonly age: number;
}

export const DEFAULT_RETENTION: Retention = { count: 200, age: 7 * 24 * 60 * 60 * 1000 };

/** The completed tasks that need no longer be listed: the oldest ones beyond the count, and those past the age. */
export function outlived(rows: readonly LedgerRow[], now: number, retention: Retention): readonly string[] {
  const completed = rows
    .flatMap(({ task }) => (task.status === 'completed' ? [task] : []))
    .sort((a, b) => b.processedAt - a.processedAt);
  return completed
    .filter((task, place) => place >= retention.count || now - task.processedAt > retention.age)
    .map((task) => task.id);
}
