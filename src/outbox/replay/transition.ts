import type { QueueTask, Wait } from '../../protocol/index.ts';
import { coreOf, type TaskIn } from '../ledger/row.ts';
import { LONGEST_RETRY_AFTER } from '../verdict/retry-after.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { BACKOFF_CAP, backoff } from './backoff.ts';

/** A task whose attempt starts. */
export function begin(task: TaskIn<'pending'>, now: number): TaskIn<'processing'> {
  return { ...coreOf(task), status: 'processing', startedAt: now };
}

/** A task whose attempt was cut off, by a worker or a browser that died: its key makes sending it again harmless. */
export function interrupted(task: TaskIn<'processing'>): TaskIn<'pending'> {
  return { ...coreOf(task), status: 'pending', wait: { for: 'turn' } };
}

/** A failed task that a person wants tried again. */
export function retried(task: TaskIn<'failed'>): TaskIn<'pending'> {
  return { ...coreOf(task), retryCount: 0, status: 'pending', wait: { for: 'turn' } };
}

/** A task that waited for its account to be signed in. */
export function resumed(task: TaskIn<'pending'>): TaskIn<'pending'> {
  return task.wait.for === 'sign-in' ? { ...task, wait: { for: 'turn' } } : task;
}

/** A task whose entry in the queue is gone or cannot be rebuilt into a request. */
export function lost(task: QueueTask, code: 'request-missing' | 'request-unreadable', now: number): TaskIn<'failed'> {
  return { ...coreOf(task), status: 'failed', processedAt: now, error: { code, message: LOST[code] } };
}

const LOST = {
  'request-missing': 'The stored request is gone from this device. It can only be made again.',
  'request-unreadable': 'The stored request can no longer be read. It can only be made again.',
} as const;

/** What a verdict makes of a task on its way. Pure: `random` is the only dice. */
export function transition(task: TaskIn<'processing'>, verdict: Verdict, now: number, random: () => number): QueueTask {
  switch (verdict.kind) {
    case 'delivered':
      return { ...coreOf(task), status: 'completed', processedAt: now, outcome: verdict };
    case 'retry': {
      const retryCount = task.retryCount + 1;
      return { ...coreOf(task), retryCount, status: 'pending', wait: waitFor(verdict, task.retryCount, now, random) };
    }
    case 'hold':
      return { ...coreOf(task), status: 'pending', wait: { for: verdict.why } };
    case 'conflict':
    case 'refused': {
      const { kind: code, message, answer } = verdict;
      return { ...coreOf(task), status: 'failed', processedAt: now, error: { code, message, answer } };
    }
  }
}

function waitFor(
  verdict: Extract<Verdict, { kind: 'retry' }>,
  retries: number,
  now: number,
  random: () => number,
): Wait {
  const until = now + backoff(retries, random);
  if (verdict.cause === 'network') return { for: 'network', until };
  return { for: 'server', until: until + (verdict.after ?? 0), status: verdict.status };
}

/** A wait beyond this was measured by a clock that has been corrected since. */
const LONGEST_WAIT = LONGEST_RETRY_AFTER + BACKOFF_CAP;

/** Whether a pending task may be sent now. A sign that the network is back overrides a wait for it, never a server's. */
export function isDue(wait: Wait, now: number, networkIsBack: boolean): boolean {
  switch (wait.for) {
    case 'turn':
      return true;
    case 'network':
      return networkIsBack || wait.until <= now;
    case 'server':
      return wait.until <= now || wait.until - now > LONGEST_WAIT;
    case 'sign-in':
      return false;
  }
}
