import type { QueueTask } from 'backhaul';
import * as v from 'valibot';
import { collectionOf, spaceOf } from '../settings/names.ts';

const taskContextSchema = v.object({
  account: v.string(),
  entries: v.array(v.object({ id: v.string(), clock: v.string() })),
});

/** The ids of the settings entries that a task carries; none when it is not one of the app's own. */
export function entryIdsOf(task: QueueTask): readonly string[] {
  const result = v.safeParse(taskContextSchema, task.context);
  return result.success ? result.output.entries.map((entry) => entry.id) : [];
}

/** The collections that a task carries entries of. */
export function collectionsOf(task: QueueTask): ReadonlySet<string> {
  return new Set(entryIdsOf(task).map(collectionOf));
}

/** The space whose keys a task carries. */
export function spaceIdOf(task: QueueTask): string | undefined {
  return [...collectionsOf(task)].map(spaceOf).find((space) => space !== undefined);
}
