import type { QueueTask, Wait } from '../../protocol/index.ts';
import type { LedgerRow, RowIn } from '../ledger/row.ts';
import { cancelled, completed, failed, waiting } from '../ledger/states.ts';
import type { Unsendable } from '../task/unsendable.ts';
import { LONGEST_RETRY_AFTER } from '../verdict/retry-after.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { BACKOFF_CAP, backoff } from './backoff.ts';

/**
 * A task whose attempt was cut off, by a worker or a browser that died, or by a batch that was not taken: its key makes
 * sending it again harmless.
 */
export function interrupted(row: RowIn<'processing'>, now: number): LedgerRow {
  return unlessCancelled(row, waiting(row.task), now);
}

export function unsendable(row: LedgerRow, code: Unsendable, now: number): LedgerRow {
  return { ...row, task: failed(row.task, { code, message: `It cannot be sent: ${code}.` }, now) };
}

/** What a verdict makes of a task on its way, and of its counts. Pure: `random` is the only dice. */
export function transition(
  row: RowIn<'processing'>,
  verdict: Exclude<Verdict, { kind: 'signed-out' }>,
  now: number,
  random: () => number,
): LedgerRow {
  const { task } = row;
  switch (verdict.kind) {
    case 'delivered':
    case 'conceded':
      return { ...row, task: completed(task, verdict, now) };
    case 'retry': {
      const { wait, ...counts } = afterRetry(verdict, row, now, random);
      const again = { ...waiting(task, wait), retryCount: task.retryCount + 1 };
      return unlessCancelled({ ...row, ...counts }, again, now);
    }
    case 'hold':
      return unlessCancelled(row, waiting(task), now); // What holds is the account.
    case 'conflict':
    case 'refused': {
      const { kind: code, message, answer } = verdict;
      const untaken = { ...row, attempts: row.attempts - 1 };
      return unlessCancelled(untaken, failed(task, { code, message, answer }, now), now);
    }
  }
}

function unlessCancelled(row: RowIn<'processing'>, task: QueueTask, now: number): LedgerRow {
  return { ...row, task: row.isCancelled ? cancelled(row, now) : task };
}

type Retry = Extract<Verdict, { kind: 'retry' }>;

/** The wait, and the counts that it goes by: a lost network must not make the wait for a busy server longer. */
function afterRetry(
  verdict: Retry,
  { misses, refusals }: LedgerRow,
  now: number,
  random: () => number,
): Pick<LedgerRow, 'misses' | 'refusals'> & { readonly wait: Wait } {
  if (verdict.cause !== 'server') {
    return { misses: misses + 1, refusals, wait: { for: 'network', until: now + backoff(misses, random) } };
  }
  const until = now + backoff(refusals, random) + (verdict.after ?? 0);
  return { misses: 0, refusals: refusals + 1, wait: { for: 'server', until, status: verdict.status } };
}

/** A wait beyond this was measured by a clock that has been corrected since. */
const LONGEST_WAIT = LONGEST_RETRY_AFTER + BACKOFF_CAP;

/** Whether a pending task may be sent now. A sign that the network is back overrides a wait for it, never a server's. */
export function isDue(wait: Wait, now: number, networkIsBack: boolean): boolean {
  if (!('until' in wait)) return true; // Which accounts are signed out is not written in their tasks.
  const isOver = wait.until <= now || wait.until - now > LONGEST_WAIT;
  return isOver || (networkIsBack && wait.for === 'network');
}
