import type { QueueTask } from '../../client/index.ts';

/** Which tasks are shown, by status. */
export const STATUS_FILTERS = ['all', 'waiting', 'needs-you', 'done'] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

export function isShownBy(filter: StatusFilter, { status }: QueueTask): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'waiting':
      return status === 'pending' || status === 'processing';
    case 'needs-you':
      return status === 'failed';
    case 'done':
      return status === 'completed';
  }
}

/** Whether all words that were typed are somewhere in what is said of a task. */
export function isFound(typed: string, said: readonly string[]): boolean {
  const text = said.join(' ').toLocaleLowerCase();
  return typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const ranks: Readonly<Record<QueueTask['status'], number>> = { failed: 0, processing: 1, pending: 2, completed: 3 };

/** What needs a person first, then what waits, then what is done; the newest first in each. `tasks` are the oldest first. */
export function inOrder(tasks: readonly QueueTask[]): readonly QueueTask[] {
  return tasks
    .toReversed()
    .toSorted((one, other) => ranks[one.status] - ranks[other.status] || other.createdAt - one.createdAt);
}
