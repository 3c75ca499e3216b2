import type { IDBPDatabase } from 'idb';
import { type Connection, connection } from '../storage/connection.ts';
import type { Stamp } from '../task/stamp.ts';
import type { StoredRequest } from './stored-request.ts';

// Where `workbox-background-sync` 7.4.1 keeps its rows (its `lib/QueueDb.js`). The version is pinned: a newer one of
// Workbox drops the store.
export const WORKBOX_DATABASE = 'workbox-background-sync';
const WORKBOX_VERSION = 3;
export const WORKBOX_STORE = 'requests';
export const WORKBOX_INDEX = 'queueName';

/**
 * Workbox's rows over a connection of ours: that of its own `QueueStore` gives no key back, takes one row a transaction,
 * brings every body into memory, and never closes.
 */
export function workboxRows(): Connection<unknown> {
  return connection<unknown>(WORKBOX_DATABASE, WORKBOX_VERSION, (opened) => {
    if (!opened.objectStoreNames.contains(WORKBOX_STORE)) createStore(opened);
  });
}

function createStore(database: IDBPDatabase<unknown>): void {
  const store = database.createObjectStore(WORKBOX_STORE, { autoIncrement: true, keyPath: 'id' });
  store.createIndex(WORKBOX_INDEX, WORKBOX_INDEX, { unique: false });
}

/** Adds a row as Workbox's `QueueStore` writes it. Gives its key. */
export function pushRow(
  { use }: Connection<unknown>,
  queueName: string,
  requestData: StoredRequest,
  metadata: Stamp,
): Promise<number> {
  return use(async (database) => {
    const row = { requestData, timestamp: metadata.createdAt, metadata, queueName };
    const transaction = database.transaction(WORKBOX_STORE, 'readwrite', { durability: 'relaxed' });
    const [key] = await Promise.all([transaction.store.add(row), transaction.done]);
    return Number(key);
  });
}
