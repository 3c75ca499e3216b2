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
  v.object({ outcomes: v.array(v.looseObject({ winner: v.optional(winnerSchema) })) }),
);

/** The entries that the server holds in place of ours, as its answer tells. */
export function winnersOf(task: QueueTask): readonly Entry[] {
  if (task.status !== 'completed' || task.outcome.kind !== 'delivered') return [];
  const answer = v.safeParse(answerSchema, task.outcome.answer.body);
  return answer.success ? answer.output.outcomes.flatMap(({ winner }) => winner ?? []) : [];
}
