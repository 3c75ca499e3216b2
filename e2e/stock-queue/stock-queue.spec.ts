import { changeOldestRow, queueRows } from '../lab/rows.ts';
import { BackgroundSyncLog } from '../support/background-sync.ts';
import { expect, test as withBrowser } from '../support/test.ts';
import { openStockPage, STOCK_TAG, saveInStockQueue } from './stock-page.ts';
import { StockServer } from './stock-server.ts';

/** What the stock queue of Workbox does where Backhaul has a guarantee: docs/guarantees.md tells of each. */
const test = withBrowser.extend<{ readonly stock: StockServer }>({
  beginning: 'nobody',
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture needs from this pattern.
  stock: async ({}, use) => {
    const server = await StockServer.start();
    await use(server);
    await server.stop();
  },
});

test('[G2] L2: a 500 removes the entry of a stock queue, though it had no effect', async ({
  browserContext,
  stock,
}) => {
  const page = await browserContext.newPage();
  const log = await BackgroundSyncLog.watch(browserContext, STOCK_TAG);
  await openStockPage(page, stock);
  await browserContext.setOffline(true);
  await saveInStockQueue(page);
  await expect.poll(() => queueRows(page)).toHaveLength(1);

  stock.status = 500;
  await browserContext.setOffline(false);
  await expect.poll(() => log.names).toContain('Sync completed');
  expect(stock.saves).toBe(1);
  expect(await queueRows(page)).toEqual([]);
});

test('[G2] L4: an entry past its retention vanishes from a stock queue unsent', async ({ browserContext, stock }) => {
  const page = await browserContext.newPage();
  const log = await BackgroundSyncLog.watch(browserContext, STOCK_TAG);
  await openStockPage(page, stock);
  await browserContext.setOffline(true);
  await saveInStockQueue(page);
  await expect.poll(() => queueRows(page)).toHaveLength(1);
  await changeOldestRow(page, { row: { timestamp: Date.now() - 2 * 24 * 60 * 60 * 1000 } });

  stock.status = 200;
  await browserContext.setOffline(false);
  await expect.poll(() => log.names).toContain('Sync completed');
  expect(stock.saves).toBe(0);
  expect(await queueRows(page)).toEqual([]);
});
