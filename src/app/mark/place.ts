import type { QueueTask } from 'backhaul';
import { spaceOfMembership } from '../membership/membership.ts';
import { INVITE_MEMBER, JOIN_SPACE, LEAVE_SPACE } from '../membership/membership-tasks.ts';
import { DELETE_MESSAGE, SEND_MESSAGE } from '../messages/message-tasks.ts';
import { spaceCollection } from '../settings/names.ts';
import { type CollectionNames, collectionsOf } from '../tasks/task-context.ts';

/** Where a piece of data is. */
export type Place = 'here' | 'on-its-way' | 'delivered' | 'needs-you' | 'conflict';

/** What is worse hides what is better. */
const RANKS: Readonly<Record<Place, number>> = { delivered: 0, here: 1, 'on-its-way': 2, conflict: 3, 'needs-you': 4 };

/**
 * Where every collection is: only here until the server has acknowledged all of it. A space is where the worst of it is, its
 * messages and its membership among it. Those not named are delivered.
 */
export function placesOf(
  dirty: ReadonlySet<string>,
  tasks: readonly QueueTask[],
  names: CollectionNames,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>([...dirty].map((collection) => [collection, 'here']));
  for (const task of tasks) {
    const place = placeOfTask(task);
    if (place === 'delivered') continue;
    for (const collection of concernedBy(task, names)) {
      if (RANKS[place] > RANKS[places.get(collection) ?? 'delivered']) places.set(collection, place);
    }
  }
  return places;
}

/** When each collection was last delivered from this device, as far as the outbox still lists it. */
export function deliveriesOf(tasks: readonly QueueTask[], names: CollectionNames): ReadonlyMap<string, number> {
  const deliveries = new Map<string, number>();
  for (const task of tasks) {
    if (task.status !== 'completed' || task.outcome.kind !== 'delivered') continue;
    for (const collection of concernedBy(task, names)) {
      deliveries.set(collection, Math.max(task.processedAt, deliveries.get(collection) ?? 0));
    }
  }
  return deliveries;
}

/** The collections that a task carries entries of, or the one of the space that it does something in. */
function concernedBy(task: QueueTask, names: CollectionNames): readonly string[] {
  const space = SPACE_TASKS.has(task.taskType) ? spaceOfMembership(task) : '';
  return space === '' ? collectionsOf(task, names) : [spaceCollection(space)];
}

const SPACE_TASKS: ReadonlySet<string> = new Set([
  SEND_MESSAGE,
  DELETE_MESSAGE,
  JOIN_SPACE,
  LEAVE_SPACE,
  INVITE_MEMBER,
]);

/** Where one task is. */
function placeOfTask(task: QueueTask): Place {
  switch (task.status) {
    case 'pending':
      return 'here';
    case 'processing':
      return 'on-its-way';
    case 'completed':
      return 'delivered';
    case 'failed':
      return task.error.code === 'conflict' ? 'conflict' : 'needs-you';
  }
}
