import * as v from 'valibot';
import { clockSchema, partIdSchema } from '../../protocol/index.ts';

const collections = v.array(v.string());

/** What a delta's task tells of itself. Nothing in it can be read: collections are named by their blind ids. */
export type DeltaContext = v.InferOutput<typeof deltaContextSchema>;

export const deltaContextSchema = v.object({
  collections,
  entries: v.number(),
  /** Bytes of its request. */
  bytes: v.number(),
  /** Names the deltas that were gathered together: what is too much for one takes several. */
  gathering: v.string(),
  /** How many they are. */
  deltas: v.number(),
  /** Which of them it is, from 0. */
  place: v.number(),
  /** The newest clock in any of them: what was older then, in their collections, is in one of them. */
  newest: clockSchema,
});

/** The same of the task that brings a part. */
export type PartContext = v.InferOutput<typeof partContextSchema>;

export const partContextSchema = v.object({ collections, part: partIdSchema, bytes: v.number() });

/** The context of a delta's task; nothing for that of another one. */
export function deltaContextOf(context: unknown): DeltaContext | undefined {
  const result = v.safeParse(deltaContextSchema, context);
  return result.success ? result.output : undefined;
}

/** The same for a part. */
export function partContextOf(context: unknown): PartContext | undefined {
  const result = v.safeParse(partContextSchema, context);
  return result.success ? result.output : undefined;
}

const carrierSchema = v.object({ collections });

/** The blind ids of the collections that a task carries something of; none for a task that is not the journal's. */
export function collectionsOf(context: unknown): readonly string[] {
  return v.is(carrierSchema, context) ? context.collections : [];
}
