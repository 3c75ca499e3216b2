import type { QueueTask } from 'backhaul';
import * as v from 'valibot';

/** Names of collections by what they are called in the outbox, where names must not be read. */
export type CollectionNames = ReadonlyMap<string, string>;

/** A task that brings a part of a large value tells no number of entries. */
const contextSchema = v.object({ collections: v.array(v.string()), entries: v.optional(v.number()) });

/** The collections that a task carries entries of; none when it carries no delta, or one of an account unknown here. */
export function collectionsOf(task: QueueTask, names: CollectionNames): readonly string[] {
  return contextOf(task)?.collections.flatMap((id) => names.get(id) ?? []) ?? [];
}

/** How many entries a task carries. */
export function entriesOf(task: QueueTask): number | undefined {
  return contextOf(task)?.entries;
}

function contextOf(task: QueueTask): v.InferOutput<typeof contextSchema> | undefined {
  const result = v.safeParse(contextSchema, task.context);
  return result.success ? result.output : undefined;
}
