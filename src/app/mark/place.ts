import type { QueueTask } from 'backhaul';
import { type CollectionNames, collectionsOf } from '../tasks/task-context.ts';

/** Where a piece of data is. */
export type Place = 'here' | 'on-its-way' | 'delivered' | 'needs-you' | 'conflict';

/** Where every collection is: only here until the server has acknowledged all of it. Those not named are delivered. */
export function placesOf(
  dirty: ReadonlySet<string>,
  tasks: readonly QueueTask[],
  names: CollectionNames,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>([...dirty].map((collection) => [collection, 'here']));
  const open = tasks.filter(({ status }) => status === 'processing' || status === 'failed');
  for (const task of open) {
    for (const collection of collectionsOf(task, names)) {
      if (places.get(collection) !== 'needs-you') places.set(collection, placeOfTask(task));
    }
  }
  return places;
}

/** When each collection was last delivered from this device, as far as the outbox still lists it. */
export function deliveriesOf(tasks: readonly QueueTask[], names: CollectionNames): ReadonlyMap<string, number> {
  const deliveries = new Map<string, number>();
  for (const task of tasks) {
    if (task.status !== 'completed' || task.outcome.kind !== 'delivered') continue;
    for (const collection of collectionsOf(task, names)) {
      deliveries.set(collection, Math.max(task.processedAt, deliveries.get(collection) ?? 0));
    }
  }
  return deliveries;
}

/** Where one task is. */
export function placeOfTask(task: QueueTask): Place {
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
