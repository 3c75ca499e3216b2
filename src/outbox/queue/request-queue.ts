import { openDB } from 'idb';
import { QueueStore, type StorableRequest } from 'workbox-background-sync';
import { connection } from '../storage/connection.ts';
import type { Stamp } from '../task/stamp.ts';
import { parseEntry, type QueueEntry } from './entry.ts';

/** The requests, oldest first: the truth about what is still to be sent. */
export interface RequestQueue {
  readonly push: (request: StorableRequest, stamp: Stamp) => Promise<void>;
  readonly keys: () => Promise<readonly number[]>;
  readonly read: (key: number) => Promise<QueueEntry | undefined>;
  readonly remove: (key: number) => Promise<void>;
}

/** Where `workbox-background-sync` 7.4.1 keeps its rows; the version is pinned, since a newer one drops the store. */
const WORKBOX = { database: 'workbox-background-sync', store: 'requests', index: 'queueName' };

/**
 * Workbox's own queue of this name. Entries come and go through its `QueueStore`. Reading goes to the same rows one at a
 * time, because `QueueStore.getAll()` brings every body into memory at once.
 */
export function workboxQueue(name: string): RequestQueue {
  const stored = reopening(() => new QueueStore(name));
  const rows = connection(async (interruptions) => {
    await stored((store) => store.size()); // Workbox makes its own schema; opening first would make an empty one.
    return await openDB(WORKBOX.database, undefined, interruptions);
  });
  return {
    push: (request, stamp) => {
      const requestData = request.toObject();
      return stored((store) => store.pushEntry({ requestData, timestamp: stamp.createdAt, metadata: stamp }));
    },
    keys: async () => (await (await rows()).getAllKeysFromIndex(WORKBOX.store, WORKBOX.index, name)).map(Number),
    read: async (key) => {
      const row: unknown = await (await rows()).get(WORKBOX.store, key);
      return row === undefined ? undefined : parseEntry(row);
    },
    remove: (key) => stored((store) => store.deleteEntry(key)),
  };
}

/** Workbox keeps a connection for ever, also one that the browser has closed: then a new store opens a new one. */
function reopening(open: () => QueueStore): <Result>(work: (store: QueueStore) => Promise<Result>) => Promise<Result> {
  let store = open();
  return async (work) => {
    try {
      return await work(store);
    } catch (cause) {
      if (!(cause instanceof DOMException && cause.name === 'InvalidStateError')) throw cause;
      store = open();
      return await work(store);
    }
  };
}
