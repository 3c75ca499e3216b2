import type { QueueTask } from 'backhaul';
import { collectionsOf } from '../task-words/task-context.ts';

/** Where a piece of data is. */
export type Place = 'here' | 'on-its-way' | 'delivered' | 'needs-you';

/** Where every collection is: only here until the server has acknowledged all of it. Those not named are delivered. */
export function placesOf(local: ReadonlySet<string>, tasks: readonly QueueTask[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>([...local].map((collection) => [collection, 'here']));
  const open = tasks.filter(({ status }) => status === 'processing' || status === 'failed');
  for (const task of open) {
    for (const collection of collectionsOf(task)) {
      if (places.get(collection) !== 'needs-you') places.set(collection, placeOfTask(task));
    }
  }
  return places;
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
      return 'needs-you';
  }
}
