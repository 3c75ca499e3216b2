import type { SourceRecord } from './source.ts';

/** Keys that are read in one transaction. */
const PAGE = 32;

/**
 * The records of one object store of the app's own database, as `toRecords` makes them of a row: none, one, or several. A few
 * rows in a transaction, each in an event of its own, so that neither large rows nor many keep the page from answering; what
 * is written meanwhile may be among them or not. A database of `idb` is given as `unwrap(database)`, one of Dexie as
 * `database.backendDB()`.
 * @throws DOMException what IndexedDB throws
 */
export async function* storeRecords(
  database: IDBDatabase,
  store: string,
  toRecords: (row: unknown, key: IDBValidKey) => Iterable<SourceRecord>,
): AsyncGenerator<SourceRecord, void> {
  let range: IDBKeyRange | undefined;
  for (;;) {
    const rows = await page(database.transaction(store, 'readonly').objectStore(store), range);
    for (const { key, row } of rows) yield* toRecords(row, key);
    const last = rows.at(-1);
    if (last === undefined) return;
    range = IDBKeyRange.lowerBound(last.key, true);
  }
}

interface Row {
  readonly key: IDBValidKey;
  readonly row: unknown;
}

async function page(store: IDBObjectStore, range: IDBKeyRange | undefined): Promise<readonly Row[]> {
  const keys = await answer(store.getAllKeys(range, PAGE));
  return await Promise.all(keys.map(async (key) => ({ key, row: await answer<unknown>(store.get(key)) })));
}

/** A database that somebody wrapped gives promises, whatever its type says. */
function answer<Result>(request: IDBRequest<Result> | Promise<Result>): Promise<Result> {
  if (request instanceof Promise) return request;
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
