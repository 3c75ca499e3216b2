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
import type { RowIn } from '../ledger/edits/move.ts';
import { coreOf, type LedgerRow } from '../ledger/row.ts';
import { type Unsendable, wordsOf } from '../task/unsendable.ts';
import { LONGEST_RETRY_AFTER } from '../verdict/retry-after.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { BACKOFF_CAP, backoff } from './backoff.ts';

/** A task whose attempt starts. */
export function begun(task: PendingTask, now: number): ProcessingTask {
  return { ...coreOf(task), status: 'processing', startedAt: now };
}

export function waiting(task: QueueTask, wait: Wait): PendingTask {
  return { ...coreOf(task), status: 'pending', wait };
}

export function completed(task: QueueTask, outcome: Outcome, now: number): CompletedTask {
  return { ...coreOf(task), status: 'completed', processedAt: now, outcome };
}

export function failed(task: QueueTask, error: TaskFailure, now: number): FailedTask {
  return { ...coreOf(task), status: 'failed', processedAt: now, error };
}

/**
 * A task whose attempt was cut off, by a worker or a browser that died, or by a batch that was not taken: its key makes
 * sending it again harmless.
 */
export function interrupted(row: RowIn<'processing'>, now: number): PendingTask | CompletedTask {
  return againUnlessCancelled(row, waiting(row.task, { for: 'turn' }), now);
}

export function unsendable(task: QueueTask, code: Unsendable, now: number): FailedTask {
  return failed(task, { code, message: wordsOf(code) }, now);
}

/** What a verdict makes of a task on its way. Pure: `random` is the only dice. */
export function transition(
  row: RowIn<'processing'>,
  verdict: Exclude<Verdict, { kind: 'signed-out' }>,
  now: number,
  random: () => number,
): QueueTask {
  const { task } = row;
  switch (verdict.kind) {
    case 'delivered':
    case 'conceded':
      return completed(task, verdict, now);
    case 'retry': {
      const wait = waitFor(verdict, row, now, random);
      return againUnlessCancelled(row, { ...waiting(task, wait), retryCount: task.retryCount + 1 }, now);
    }
    case 'hold':
      return againUnlessCancelled(row, waiting(task, { for: 'turn' }), now); // What holds is the account.
    case 'conflict':
    case 'refused': {
      const { kind: code, message, answer } = verdict;
      if (row.isCancelled) return completed(task, { kind: 'cancelled', mayHaveArrived: row.attempts > 1 }, now);
      return failed(task, { code, message, answer }, now);
    }
  }
}

function againUnlessCancelled(row: RowIn<'processing'>, again: PendingTask, now: number): PendingTask | CompletedTask {
  return row.isCancelled ? completed(row.task, { kind: 'cancelled', mayHaveArrived: row.attempts > 0 }, now) : again;
}

type Retry = Extract<Verdict, { kind: 'retry' }>;

/** The row with what an attempt adds to its counts: a lost network must not make the wait for a busy server longer. */
export function counted(row: RowIn<'processing'>, verdict: Verdict): RowIn<'processing'> {
  if (verdict.kind !== 'retry') return row;
  if (verdict.cause === 'network') return { ...row, misses: row.misses + 1 };
  return { ...row, misses: 0, refusals: row.refusals + 1 };
}

function waitFor(verdict: Retry, { misses, refusals }: LedgerRow, now: number, random: () => number): Wait {
  if (verdict.cause === 'network') return { for: 'network', until: now + backoff(misses, random) };
  const until = now + backoff(refusals, random) + (verdict.after ?? 0);
  return { for: 'server', until, status: verdict.status };
}

/** A wait beyond this was measured by a clock that has been corrected since. */
const LONGEST_WAIT = LONGEST_RETRY_AFTER + BACKOFF_CAP;

/** Whether a pending task may be sent now. A sign that the network is back overrides a wait for it, never a server's. */
export function isDue(wait: Wait, now: number, networkIsBack: boolean): boolean {
  if (!('until' in wait)) return true; // Which accounts are signed out is not written in their tasks.
  const isOver = wait.until <= now || wait.until - now > LONGEST_WAIT;
  return isOver || (networkIsBack && wait.for === 'network');
}
