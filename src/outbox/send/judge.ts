import type { TaskRules } from '../task/rules.ts';
import type { Trace } from '../trace/trace.ts';
import { type Attempt, isVerdictKind, type Verdict, verdict } from '../verdict/verdict.ts';
import { within } from './within.ts';

/** What was sent, for whoever takes in the answer. */
export interface Sent {
  readonly context: unknown;
  readonly make: () => Request;
}

/**
 * What an attempt means by the app's own word; by the usual table where it has none, or none that counts. What was
 * delivered is taken in first: a task is not settled whose answer is not safe here.
 */
export async function judge(
  attempt: Attempt,
  { context, make }: Sent,
  rules: TaskRules | undefined,
  trace: Trace,
  signal: AbortSignal,
): Promise<Verdict> {
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
