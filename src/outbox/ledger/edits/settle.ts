import type { CompletedTask, FailedTask, QueueTask } from '../../../protocol/index.ts';
import type { Draft } from '../ledger.ts';
import { coreOf, type LedgerRow } from '../row.ts';

/** Writes a row with its next task, and what follows for those that depend on it. */
export async function settle(draft: Draft, row: LedgerRow, now: number): Promise<void> {
  draft.put(row);
  const fate = fateOfDependents(row.task);
  if (fate === undefined) return;
  for (const dependent of await draft.findBy('dependsOn', row.id)) {
    if (!shares(dependent, row.id, fate)) continue;
    await settle(draft, { ...dependent, task: share(dependent.task, fate, now) }, now);
  }
}

/** One that waits for it does, and one that failed because of it has nothing left to wait for when it is undone. */
function shares({ task }: LedgerRow, id: string, fate: Fate): boolean {
  if (task.status === 'pending') return true;
  return task.status === 'failed' && task.error.dependency === id && fate.status === 'completed';
}

type Fate = Pick<FailedTask, 'status' | 'error'> | Pick<CompletedTask, 'status' | 'outcome'>;

/** What becomes of the tasks that wait for this one; nothing as long as they may go on, or go on waiting. */
function fateOfDependents(task: QueueTask): Fate | undefined {
  if (task.status === 'failed') return failure(task.id);
  if (task.status !== 'completed') return undefined;
  const { id, outcome } = task;
  if (outcome.kind === 'annihilated') return { status: 'completed', outcome };
  return outcome.kind === 'cancelled' || outcome.kind === 'dropped' ? failure(id) : undefined;
}

function failure(dependency: string): Fate {
  const message = 'A dependency was not delivered.';
  return { status: 'failed', error: { code: 'dependency-failed', message, dependency } };
}

function share(task: QueueTask, fate: Fate, now: number): QueueTask {
  return { ...coreOf(task), processedAt: now, ...fate };
}

/** What a task shares with one that it depends on, nothing when it may wait for all of them. */
export async function sharedFate(
  draft: Draft,
  { task, dependsOn }: LedgerRow,
  now: number,
): Promise<QueueTask | undefined> {
  for (const id of dependsOn) {
    const dependency = await draft.get(id);
    const fate = dependency && fateOfDependents(dependency.task);
    if (fate !== undefined) return share(task, fate, now);
  }
  return undefined;
}
