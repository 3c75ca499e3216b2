import { IDEMPOTENCY_KEY, type QueueTask } from '../../protocol/index.ts';
import type { Authorize } from '../delivery.ts';
import type { Environment } from '../environment.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import type { TaskRules } from '../task/rules.ts';
import type { Trace } from '../trace/trace.ts';
import { attemptOf } from '../verdict/attempt.ts';
import type { Attempt, Verdict } from '../verdict/verdict.ts';
import { judge } from './judge.ts';
import { requestOf } from './prepare.ts';
import { within } from './within.ts';

/** What sending takes. */
export interface Sending {
  readonly environment: Environment;
  readonly authorize: Authorize | undefined;
  readonly trace: Trace;
  /** Milliseconds for everything that belongs to one attempt. */
  readonly timeout: number;
}

/** Sends one task's request and says what became of it. Never rejects, and never takes longer than its time. */
export async function exchange(
  sending: Sending,
  task: QueueTask,
  stored: StoredRequest,
  rules: TaskRules | undefined,
): Promise<Verdict> {
  const deadline = sending.environment.deadline(sending.timeout);
  const { id, account } = task;
  sending.trace({ kind: 'sent', url: stored.url, tasks: [id], bytes: stored.body?.byteLength ?? 0 });
  const first = await post(sending, account, () => requestOf(stored), id, deadline);
  const meant = first === 'signed-out' ? ({ kind: 'signed-out' } as const) : judge(first, rules, sending.trace);
  if (meant.kind !== 'conflict' || rules?.resolve === undefined) return meant;
  try {
    const { answer } = meant;
    const resolution = await within(
      deadline,
      rules.resolve({ context: task.context, request: requestOf(stored), answer }),
    );
    if (resolution === 'keep-theirs') return { kind: 'conceded', answer };
    if (!(resolution instanceof Request)) return meant;
    const second = await post(sending, account, () => resolution.clone(), `${id}-resolved`, deadline);
    return second === 'signed-out' ? { kind: 'hold' } : judge(second, rules, sending.trace);
  } catch (cause) {
    sending.trace({ kind: 'hook-failed', hook: 'resolve', cause });
    return meant;
  }
}

/**
 * One request, authorized and bounded. A 401 is tried once more with an authorization that the app has renewed.
 * `signed-out` when the app has none to give: nothing was sent then.
 */
export async function post(
  { environment, authorize, trace }: Omit<Sending, 'timeout'>,
  account: string,
  make: () => Request,
  key: string,
  signal: AbortSignal,
): Promise<Attempt | 'signed-out'> {
  const send = async (renew: boolean) => {
    const request = await authorized(authorize, make(), { account, renew }, signal, trace);
    if (request === undefined) return 'signed-out';
    const response = await environment.fetch(new Request(request, { headers: keyed(request, key), signal }));
    return await attemptOf(response, environment.now());
  };
  try {
    const first = await send(false);
    if (authorize === undefined || !isUnauthorized(first)) return first;
    const second = await send(true);
    return second === 'signed-out' ? first : second;
  } catch {
    return { kind: 'no-answer' };
  }
}

/** @throws what the app's hook threw, or the signal's reason: it must not hang for ever either. */
export async function authorized(
  authorize: Authorize | undefined,
  request: Request,
  whose: Parameters<Authorize>[1],
  signal: AbortSignal,
  trace: Trace,
): Promise<Request | undefined> {
  if (authorize === undefined) return request;
  try {
    return await within(signal, authorize(request, whose));
  } catch (cause) {
    trace({ kind: 'hook-failed', hook: 'authorize', cause });
    throw cause;
  }
}

function keyed({ headers }: Request, key: string): Headers {
  const own = new Headers(headers);
  own.set(IDEMPOTENCY_KEY, key);
  return own;
}

function isUnauthorized(attempt: Attempt | 'signed-out'): boolean {
  return attempt !== 'signed-out' && attempt.kind === 'answered' && attempt.answer.status === 401;
}
