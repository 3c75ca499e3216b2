import type { Page } from 'playwright/test';
import * as v from 'valibot';
import { deviceIdSchema } from '../../src/protocol/index.ts';

/** The device that a page of this browser is. */
export async function deviceOf(page: Page) {
  const id = await page.evaluate(async () => {
    const ended = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await ended(indexedDB.open('backhaul-account'));
    try {
      return (await ended(database.transaction('account').objectStore('account').get('account'))).device.id;
    } finally {
      database.close();
    }
  });
  return v.parse(deviceIdSchema, id);
}
