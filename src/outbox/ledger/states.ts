import type {
  CompletedTask,
  FailedTask,
  Outcome,
  PendingTask,
  ProcessingTask,
  QueueTask,
  TaskFailure,
  Wait,
} from '../../protocol/index.ts';
import { coreOf, type LedgerRow, mayHaveArrived } from './row.ts';

export function waiting(task: QueueTask, wait: Wait = { for: 'turn' }): PendingTask {
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
