import type {
  CompletedTask,
  FailedTask,
  Outcome,
  PendingTask,
  ProcessingTask,
  QueueTask,
  TaskCore,
  TaskFailure,
  Wait,
} from '../../protocol/index.ts';
import type { Stamp } from '../task/stamp.ts';
import { coreOf, type LedgerRow, mayHaveArrived, UNTRIED } from './row.ts';

export function waiting(task: TaskCore, wait: Wait = { for: 'turn' }): PendingTask {
  return { ...coreOf(task), status: 'pending', wait };
}

/** A task whose attempt starts. */
export function begun(task: PendingTask, now: number): ProcessingTask {
  return { ...coreOf(task), status: 'processing', startedAt: now };
}

export function completed(task: QueueTask, outcome: Outcome, now: number): CompletedTask {
  return { ...coreOf(task), status: 'completed', processedAt: now, outcome };
}

export function failed(task: QueueTask, error: TaskFailure, now: number): FailedTask {
  return { ...coreOf(task), status: 'failed', processedAt: now, error };
}

export function cancelled(row: LedgerRow, now: number): CompletedTask {
  return completed(row.task, { kind: 'cancelled', mayHaveArrived: mayHaveArrived(row) }, now);
}

/** The row of a task that has just been stored, or whose row was lost. */
export function newRow(stamp: Stamp, place: number | null): LedgerRow {
  const { id, origin, orderingKey, replaces, creates, dependsOn, blocksLane, attempts } = stamp;
  const asked = { origin, orderingKey, replaces, creates, dependsOn, blocksLane };
  return { id, place, ...asked, attempts, ...UNTRIED, task: waiting({ ...stamp, retryCount: 0 }) };
}
