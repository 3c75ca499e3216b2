import type { QueueTask } from '../../protocol/index.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { attemptAt } from './attempt-at.ts';
import type { Sending } from './fetch-authorized.ts';
import { judge } from './judge.ts';
import { requestOf } from './prepare.ts';
import { within } from './within.ts';

/** Sends one task's request and says what became of it. Never rejects, and never takes longer than its time. */
export async function exchange(sending: Sending, task: QueueTask, stored: StoredRequest): Promise<Verdict> {
  const deadline = sending.environment.deadline(sending.limits.attempt);
  const { id, account, context } = task;
  const { trace, knowledge } = sending;
  const { url, body } = stored;
  trace({ kind: 'sent', url, tasks: [id], bytes: body?.byteLength ?? 0 });
  const send = async (make: () => Request, key: string): Promise<Verdict> => {
    const came = await attemptAt(sending, { account, make, key }, deadline);
    return await judge(sending, { task, make }, came, deadline);
  };
  const make = () => requestOf(stored);
  const meant = await send(make, id);
  const rules = knowledge.rulesOf(task.taskType);
  if (meant.kind !== 'conflict' || !rules?.resolve) return meant;
  try {
    const { answer } = meant;
    const resolution = await within(deadline, rules.resolve({ context, request: make(), answer }));
    if (resolution === 'keep-theirs') return { kind: 'conceded', answer };
    if (!(resolution instanceof Request)) return meant;
    const second = await send(() => resolution.clone(), `${id}-resolved`);
    return second.kind === 'signed-out' ? { kind: 'hold' } : second;
  } catch (cause) {
    trace({ kind: 'hook-failed', hook: 'resolve', cause });
    return meant;
  }
}
