import { parseEntry } from './entry.ts';
import type { RequestQueue } from './request-queue.ts';
import { pushRow, WORKBOX_INDEX, WORKBOX_STORE, workboxRows } from './workbox-rows.ts';

/** Workbox's own queue of this name. */
export function workboxQueue(name: string, rows = workboxRows()): RequestQueue {
  const { use, peek } = rows;
  return {
    push: (request, stamp) => pushRow(rows, name, request, stamp),
    keys: () =>
      peek(
        async (database) => (await database.getAllKeysFromIndex(WORKBOX_STORE, WORKBOX_INDEX, name)).map(Number),
        [],
      ),
    read: (keys) =>
      use(async (database) => {
        const { store } = database.transaction(WORKBOX_STORE);
        const rows: unknown[] = await Promise.all(keys.map((key) => store.get(key)));
        return rows.flatMap((row, place) => (row === undefined ? [] : [parseEntry(keys[place] ?? -1, row)]));
      }),
    remove: (keys) =>
      use(async (database) => {
        const transaction = database.transaction(WORKBOX_STORE, 'readwrite', { durability: 'relaxed' });
        await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
      }),
  };
}
