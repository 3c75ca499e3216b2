import type { Page } from 'playwright/test';

/** A row of Workbox's store, as far as the lab looks at it; a body does not get out of the page. */
export interface QueueRow {
  readonly id: number;
  readonly queueName: string;
  readonly timestamp: number;
}

/** What is to be different in a row; what is `null` goes. */
interface Difference {
  readonly row?: Readonly<Record<string, unknown>>;
  readonly requestData?: Readonly<Record<string, unknown>>;
}

/** Every row of Workbox's store, whoever's. */
export async function queueRows(page: Page): Promise<readonly QueueRow[]> {
  return await page.evaluate(useRows, undefined);
}

/** Changes the oldest row, as a fault or a clock may have. */
export async function changeOldestRow(page: Page, difference: Difference): Promise<void> {
  await page.evaluate(useRows, difference);
}

/** Adds a row that is like the oldest one but for this. */
export async function addRowLikeOldest(page: Page, difference: Difference): Promise<void> {
  await page.evaluate(useRows, { ...difference, row: { ...difference.row, id: null } });
}

/** Runs in the page: puts the oldest row with a difference, if there is one, and gives all rows. */
async function useRows(difference: Difference | undefined): Promise<QueueRow[]> {
  const ended = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const changed = (object: object, changes: object = {}) =>
    Object.fromEntries(Object.entries({ ...object, ...changes }).filter(([, value]) => value !== null));
  const database = await ended(indexedDB.open('workbox-background-sync'));
  try {
    const store = database.transaction('requests', 'readwrite').objectStore('requests');
    const [oldest] = await ended(store.getAll());
    if (difference !== undefined) {
      const requestData = changed(oldest.requestData, difference.requestData);
      await ended(store.put(changed({ ...oldest, requestData }, difference.row)));
    }
    return await ended(store.getAll());
  } finally {
    database.close();
  }
}
