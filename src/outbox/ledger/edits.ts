import type { QueueTask } from '../../protocol/index.ts';
import type { Draft } from './ledger.ts';
import { coreOf, type LedgerRow, type TaskIn } from './row.ts';

/** Adds a task that was just stored, unless it is known, and supersedes those that it replaces: waiting or failed ones. */
export async function insert(draft: Draft, row: LedgerRow, now: number): Promise<void> {
  if (await draft.get(row.id)) return;
  const rivals = row.replaces === null ? [] : await draft.withReplaces(row.replaces);
  const replaced = rivals.filter((older) => isReplaceable(older, row));
  await draft.put({ ...row, task: replaced.reduce(asPatientAs, row.task) });
  const outcome = { kind: 'superseded', by: row.id } as const;
  for (const older of replaced) {
    await draft.put({ ...older, task: { ...coreOf(older.task), status: 'completed', processedAt: now, outcome } });
  }
}

function isReplaceable(older: LedgerRow, by: LedgerRow): boolean {
  const isWaiting = older.task.status === 'pending' || older.task.status === 'failed';
  // One that is newer was listed before us, since this tab is slow.
  return isWaiting && older.task.account === by.task.account && !isNewer(older, by);
}

/** What a server asked of a task, it asked of the one that takes its place. */
function asPatientAs(task: QueueTask, { task: replaced }: LedgerRow): QueueTask {
  if (task.status !== 'pending' || replaced.status !== 'pending' || replaced.wait.for !== 'server') return task;
  return { ...task, retryCount: replaced.retryCount, wait: replaced.wait };
}

/** Ids of one millisecond grow too: they are UUIDs of version 7. */
function isNewer(a: LedgerRow, b: LedgerRow): boolean {
  return a.task.createdAt > b.task.createdAt || (a.task.createdAt === b.task.createdAt && a.id > b.id);
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
