import type { QueueTask } from '../../protocol/index.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import type { TaskRules } from '../task/rules.ts';
import { attemptOf } from '../verdict/attempt.ts';
import type { Attempt, Verdict } from '../verdict/verdict.ts';
import { fetchAuthorized, type Sendable, type Sending } from './fetch-authorized.ts';
import { judge } from './judge.ts';
import { requestOf } from './prepare.ts';
import { within } from './within.ts';

/** Sends one task's request and says what became of it. Never rejects, and never takes longer than its time. */
export async function exchange(
  sending: Sending,
  task: QueueTask,
  stored: StoredRequest,
  rules: TaskRules | undefined,
): Promise<Verdict> {
  const deadline = sending.environment.deadline(sending.limits.attempt);
  const { id, account } = task;
  sending.trace({ kind: 'sent', url: stored.url, tasks: [id], bytes: stored.body?.byteLength ?? 0 });
  const send = (make: () => Request, key: string) => attempt(sending, { account, make, key }, deadline);
  const first = await send(() => requestOf(stored), id);
  const meant = first === undefined ? ({ kind: 'signed-out' } as const) : judge(first, rules, sending.trace);
  if (meant.kind !== 'conflict' || rules?.resolve === undefined) return meant;
  try {
    const { answer } = meant;
    const resolution = await within(
      deadline,
      rules.resolve({ context: task.context, request: requestOf(stored), answer }),
    );
    if (resolution === 'keep-theirs') return { kind: 'conceded', answer };
    if (!(resolution instanceof Request)) return meant;
    const second = await send(() => resolution.clone(), `${id}-resolved`);
    return second === undefined ? { kind: 'hold' } : judge(second, rules, sending.trace);
  } catch (cause) {
    sending.trace({ kind: 'hook-failed', hook: 'resolve', cause });
    return meant;
  }
}

/** Nothing when the app has no authorization to give: nothing was sent then. */
async function attempt(sending: Sending, sendable: Sendable, signal: AbortSignal): Promise<Attempt | undefined> {
  try {
    const response = await fetchAuthorized(sending, sendable, signal);
    return response && (await attemptOf(response, sending.environment.now()));
  } catch {
    return { kind: 'no-answer' };
  }
}
