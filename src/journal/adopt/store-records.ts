import type { SourceRecord } from './source.ts';

/** Keys that are read in one transaction. */
const PAGE = 32;

/** A database, as the browser gives it or as `idb` wraps it; of Dexie, `database.backendDB()`. */
export interface RowDatabase {
  transaction(store: string, mode: 'readonly'): { objectStore(store: string): RowStore };
}

interface RowStore {
  getAllKeys(range: IDBKeyRange | undefined, count: number): Answer<IDBValidKey[]>;
  get(key: IDBValidKey): Answer<unknown>;
}

type Answer<Result> = IDBRequest<Result> | Promise<Result>;

/**
 * The records of one object store of the app's own database, as `toRecords` makes them of a row: none, one, or several. A few
 * rows in a transaction, each in an event of its own, so that neither large rows nor many keep the page from answering; what
 * is written meanwhile may be among them or not.
 * @throws DOMException what IndexedDB throws
 */
export async function* storeRecords(
  database: RowDatabase,
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

async function page(store: RowStore, range: IDBKeyRange | undefined): Promise<readonly Row[]> {
  const keys = await result(store.getAllKeys(range, PAGE));
  return await Promise.all(keys.map(async (key) => ({ key, row: await result(store.get(key)) })));
}

function result<Result>(answer: Answer<Result>): Promise<Result> {
  if (answer instanceof Promise) return answer;
  return new Promise((resolve, reject) => {
    answer.onsuccess = () => resolve(answer.result);
    answer.onerror = () => reject(answer.error);
  });
}
