import type { QueueTask } from 'backhaul';
import { clockSchema, type Entry } from 'backhaul/protocol';
import * as v from 'valibot';
import { type DeltaContext, deltaContextSchema } from './delta.ts';
import { DELTA_TYPES } from './tasks.ts';

/** The delta that a task of ours carries; nothing for a task of another kind. */
export function deltaOf(task: QueueTask): DeltaContext | undefined {
  if (!DELTA_TYPES.has(task.taskType)) return undefined;
  const result = v.safeParse(deltaContextSchema, task.context);
  return result.success ? result.output : undefined;
}

/** In JSON the server writes a value as base64url text. */
const bytesSchema = v.pipe(
  v.string(),
  v.regex(/^[\w-]*$/),
  v.transform((text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))),
);

const winnerSchema = v.union([
  v.object({ id: v.string(), clock: clockSchema, value: bytesSchema }),
  v.object({ id: v.string(), clock: clockSchema, tombstone: v.literal(true) }),
]);

const answerSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    outcomes: v.array(
      v.variant('outcome', [
        v.object({ outcome: v.literal('applied'), id: v.string() }),
        v.object({ outcome: v.literal('lost'), id: v.string(), winner: winnerSchema }),
      ]),
    ),
  }),
);

/** What the server made of a delta: the ids that it applied, and the entries that it holds in place of ours. */
export interface DeltaOutcome {
  readonly applied: ReadonlySet<string>;
  readonly winners: readonly Entry[];
}

/** Nothing when the task is not delivered, or its answer was not kept whole: then nothing counts as acknowledged. */
export function outcomeOf(task: QueueTask): DeltaOutcome | undefined {
  if (task.status !== 'completed' || task.outcome.kind !== 'delivered') return undefined;
  const answer = v.safeParse(answerSchema, task.outcome.answer.body);
  if (!answer.success) return undefined;
  const { outcomes } = answer.output;
  return {
    applied: new Set(outcomes.filter(({ outcome }) => outcome === 'applied').map(({ id }) => id)),
    winners: outcomes.flatMap((outcome) => (outcome.outcome === 'lost' ? [outcome.winner] : [])),
  };
}
