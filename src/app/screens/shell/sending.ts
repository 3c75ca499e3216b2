import type { QueueTask } from 'backhaul';
import { type CollectionNames, collectionsOf } from '../../tasks/task-context.ts';

/** What is being sent: everything from the first change on, and what of that is left. */
export interface Sending {
  readonly all: ReadonlySet<string>;
  readonly left: ReadonlySet<string>;
}

export const nothingSent: Sending = { all: new Set(), left: new Set() };

/**
 * What a person would count of what is left to send: a collection of changes once, into however many tasks it goes, and
 * whether or not those have been made; every other task for itself, also one that is not listed yet. What the server
 * refused is left to the person.
 */
export function leftToSend(
  dirty: ReadonlySet<string>,
  tasks: readonly QueueTask[],
  names: CollectionNames,
  storing: ReadonlySet<string>,
): ReadonlySet<string> {
  const left = new Set([...dirty, ...storing]);
  if (storing.size > 0) for (const { id } of tasks) left.delete(id);
  for (const task of tasks) {
    const collections = collectionsOf(task, names);
    if (task.status === 'failed') for (const collection of collections) left.delete(collection);
    if (task.status !== 'pending' && task.status !== 'processing') continue;
    for (const thing of collections.length > 0 ? collections : [task.id]) left.add(thing);
  }
  return left;
}

/** The same object for as long as nothing has changed. */
export function follow(before: Sending, left: ReadonlySet<string>): Sending {
  if (left.size === 0) return before.all.size === 0 ? before : nothingSent;
  const isSame = left.size === before.left.size && [...left].every((thing) => before.left.has(thing));
  return isSame ? before : { all: new Set([...before.all, ...left]), left };
}

/** "Sending 3 of 12" is the third of twelve; `part` is what has been delivered, from 0 to 1. */
export function progressOf({ all, left }: Sending): {
  readonly done: number;
  readonly of: number;
  readonly part: number;
} {
  const of = Math.max(all.size, 1);
  const delivered = all.size - left.size;
  return { done: Math.min(delivered + 1, of), of, part: delivered / of };
}
