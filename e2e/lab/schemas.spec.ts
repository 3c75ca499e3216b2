import type { Page } from 'playwright/test';
import { storedValue } from '../support/database.ts';
import { expect, test } from './test.ts';

/** The stores that the ledger's first version made, and one that a later version may add. */
const FIRST = ['rows', 'counters'];
const LATER = ['of-a-later-version'];

test('[G6] a ledger of an older schema, and one of a newer: what is enqueued is delivered, and nothing listed is lost', async ({
  browserContext,
  gateway,
  openTab,
  server,
}) => {
  const empty = await browserContext.newPage();
  await empty.goto(`${gateway.url}/empty`);
  await upgradeLedger(empty, 1, FIRST);
  const tab = await openTab();
  await tab.save('over-an-older');
  await expect.poll(() => storedValue(server, 'over-an-older')).toBe('over-an-older');

  await upgradeLedger(empty, 99, LATER);
  await tab.save('over-a-newer');
  await expect.poll(() => storedValue(server, 'over-a-newer')).toBe('over-a-newer');
  await expect.poll(() => tab.states()).toEqual(['completed:delivered', 'completed:delivered']);
});

/** As another version of the library does when it opens the ledger; resolves once every older connection has made way. */
async function upgradeLedger(page: Page, version: number, stores: readonly string[]): Promise<void> {
  await page.evaluate(
    async ({ version, stores }) => {
      const opening = indexedDB.open('lab-ledger', version);
      opening.onupgradeneeded = () => {
        for (const name of stores) {
          const store = opening.result.createObjectStore(name, name === 'rows' ? { keyPath: 'id' } : {});
          if (name === 'rows') store.createIndex('replaces', 'replaces');
        }
      };
      await new Promise((resolve, reject) => {
        opening.onsuccess = resolve;
        opening.onerror = () => reject(opening.error);
      });
      opening.result.close();
    },
    { version, stores },
  );
}
