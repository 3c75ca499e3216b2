import type { QueueTask } from 'backhaul';
import type { AppView } from '../model/app-model.ts';
import { collectionsOf } from '../task-words/task-context.ts';

/** Where a piece of data is. */
export type Place = 'here' | 'on-its-way' | 'delivered' | 'needs-you';

/** Where a collection is: only here until the server has acknowledged all of it. */
export function placeOf(collection: string, view: AppView, tasks: readonly QueueTask[]): Place {
  const statuses = tasks.filter((task) => collectionsOf(task).has(collection)).map((task) => task.status);
  if (statuses.includes('failed')) return 'needs-you';
  if (statuses.includes('processing')) return 'on-its-way';
  return view.local.has(collection) ? 'here' : 'delivered';
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
