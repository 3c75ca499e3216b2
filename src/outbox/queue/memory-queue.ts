import type { QueueEntry } from './entry.ts';
import { parseEntry } from './entry.ts';
import type { RequestQueue } from './request-queue.ts';

/** A queue that lives as long as its owner, for tests. */
export function memoryQueue(): RequestQueue {
  const rows = new Map<number, unknown>();
  let newest = 0;
  return {
    push: async (requestData, stamp) => {
      newest += 1;
      rows.set(newest, structuredClone({ requestData, timestamp: stamp.createdAt, metadata: stamp }));
      return newest;
    },
    keys: async () => [...rows.keys()],
    read: async (keys) => keys.flatMap((key): QueueEntry[] => (rows.has(key) ? [parseEntry(key, rows.get(key))] : [])),
    remove: async (keys) => {
      for (const key of keys) rows.delete(key);
    },
  };
}
