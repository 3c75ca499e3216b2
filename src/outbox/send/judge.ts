import type { QueueTask } from '../../protocol/index.ts';
import { type Attempt, isVerdictKind, type Verdict, verdict } from '../verdict/verdict.ts';
import type { Sending } from './fetch-authorized.ts';
import { within } from './within.ts';

/** What was sent, for whoever takes in the answer. */
export interface Sent {
  readonly task: QueueTask;
  readonly make: () => Request;
}

/**
 * What an attempt means by the app's own word; by the usual table where it has none, or none that counts. What was
 * delivered is taken in first: a task is not settled whose answer is not safe here.
 */
export async function judge(
  { knowledge, trace }: Pick<Sending, 'knowledge' | 'trace'>,
  { task: { taskType, context }, make }: Sent,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<Verdict> {
  const rules = knowledge.rulesOf(taskType);
  const meant = verdict(attempt, (answer) => {
    try {
      const said: unknown = rules?.verdict?.(answer);
      if (said === undefined || isVerdictKind(said)) return said;
      throw new TypeError(`verdict gave ${said}.`);
    } catch (cause) {
      trace({ kind: 'hook-failed', hook: 'verdict', cause });
      return undefined;
    }
  });
  if (meant.kind !== 'delivered' || attempt.kind !== 'answered' || !rules?.accept) return meant;
  try {
    await within(signal, rules.accept({ context, request: make(), body: attempt.body }));
    return meant;
  } catch (cause) {
    trace({ kind: 'hook-failed', hook: 'accept', cause });
    return { kind: 'retry', cause: 'accept' };
  }
}
