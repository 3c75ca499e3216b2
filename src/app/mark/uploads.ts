import type { QueueTask } from 'backhaul';
import { UPLOAD_CHUNKS, UPLOAD_PART } from 'backhaul/journal';
import { type CollectionNames, collectionsOf } from '../tasks/task-context.ts';

/** How much of what is on its way has arrived. */
export interface Upload {
  readonly sentBytes: number;
  readonly bytes: number;
}

const TYPES: ReadonlySet<string> = new Set(['sync-space-keys', UPLOAD_PART, UPLOAD_CHUNKS]);

/** The uploads that are under way, by their collection: whatever has been enqueued since their oldest task that is not delivered. */
export function uploadsOf(tasks: readonly QueueTask[], names: CollectionNames): ReadonlyMap<string, Upload> {
  const byCollection = new Map<string, readonly QueueTask[]>();
  for (const task of tasks.filter(({ taskType }) => TYPES.has(taskType))) {
    for (const name of collectionsOf(task, names)) byCollection.set(name, [...(byCollection.get(name) ?? []), task]);
  }
  return new Map([...byCollection].flatMap(([name, all]) => uploadOf(all).map((upload) => [name, upload] as const)));
}

function uploadOf(tasks: readonly QueueTask[]): readonly Upload[] {
  const open = tasks.filter(({ status }) => status === 'pending' || status === 'processing');
  const [oldest] = open;
  if (oldest === undefined) return [];
  const sent = tasks.filter((task) => isDelivered(task) && task.createdAt >= oldest.createdAt - TOGETHER);
  const sentBytes = sum(sent);
  return [{ sentBytes, bytes: sentBytes + sum(open) }];
}

/** Milliseconds: what one save enqueues is enqueued within so many. */
const TOGETHER = 5_000;

function isDelivered(task: QueueTask): boolean {
  return task.status === 'completed' && task.outcome.kind === 'delivered';
}

function sum(tasks: readonly QueueTask[]): number {
  return tasks.reduce((total, { bytes }) => total + bytes, 0);
}
