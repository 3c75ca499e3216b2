import type { QueueTask } from 'backhaul';
import * as v from 'valibot';

/** Names of collections by what they are called in the outbox, where names must not be read. */
export type CollectionNames = ReadonlyMap<string, string>;

const contextSchema = v.object({ collections: v.array(v.string()) });

/** The collections that a task carries entries of; none when it carries no delta, or one of an account unknown here. */
export function collectionsOf(task: QueueTask, names: CollectionNames): readonly string[] {
  const result = v.safeParse(contextSchema, task.context);
  return result.success ? result.output.collections.flatMap((id) => names.get(id) ?? []) : [];
}
