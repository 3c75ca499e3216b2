import type { TaskRules } from '../task/rules.ts';
import type { Trace } from '../trace/trace.ts';
import { type Attempt, isVerdictKind, type Verdict, verdict } from '../verdict/verdict.ts';

/** What an attempt means by the app's own word; by the usual table where it has none, or none that counts. */
export function judge(attempt: Attempt, rules: TaskRules | undefined, trace: Trace): Verdict {
  return verdict(attempt, (answer) => {
    try {
      const said: unknown = rules?.verdict?.(answer);
      if (said === undefined || isVerdictKind(said)) return said;
      throw new TypeError(`verdict gave ${said}.`);
    } catch (cause) {
      trace({ kind: 'hook-failed', hook: 'verdict', cause });
      return undefined;
    }
  });
}
