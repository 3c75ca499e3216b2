import { openStockPage, registerTag, STOCK_TAG, saveInStockQueue } from './stock-queue/stock-page.ts';
import { StockServer } from './stock-queue/stock-server.ts';
import { BackgroundSyncLog, stopWorkers } from './support/background-sync.ts';
import { effects } from './support/database.ts';
import { countQueuedRequests } from './support/indexed-db.ts';
import { ServerContents } from './support/opened.ts';
import { expect, test } from './support/test.ts';

test('[G3] the worker stopped with the request in flight: delivered once', async ({
  app,
  browserContext,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  const entries = async () => (await contents.entries()).length;
  const before = { saves: gateway.saves.length, entries: await entries(), effects: effects(server) };
  gateway.inject({ kind: 'swallow' });
  await app.saveDisplayName('Ada');
  await gateway.sawSaves(before.saves + 1);
  await expect(app.status).toHaveText(/Sending/);

  await stopWorkers(await browserContext.newCDPSession(app.page));
  await gateway.sawSaves(before.saves + 2);
  await expect(app.status).toHaveText(/Delivered|Up to date/);

  const [first, second] = gateway.saves.slice(before.saves);
  expect(second?.key).toBe(first?.key);
  expect(await contents.value('profile/displayName')).toBe('Ada');
  expect(await entries()).toBe(before.entries + 1);
  expect(effects(server)).toBe(before.effects + 1);
});

test('[G3] [G7] stopped after the server had committed: sent again, one effect', async ({
  app,
  browserContext,
  gateway,
  server,
}) => {
  await app.startEmpty();
  const before = { saves: gateway.saves.length, effects: effects(server) };
  gateway.inject({ kind: 'keep-answer' });
  await app.saveDisplayName('Ada');
  await expect.poll(() => effects(server)).toBe(before.effects + 1);

  await stopWorkers(await browserContext.newCDPSession(app.page));
  await gateway.sawSaves(before.saves + 2);
  await expect(app.status).toHaveText(/Delivered|Up to date/);
  expect(effects(server)).toBe(before.effects + 1);
  expect(gateway.hadOneEffect(gateway.saves.at(-1)?.key)).toBe(true);
});

test('[G3] the same scenario with the stock queue of Workbox loses the save', async ({ browserContext }) => {
  const server = await StockServer.start();
  try {
    const page = await browserContext.newPage();
    const log = await BackgroundSyncLog.watch(browserContext, STOCK_TAG);
    await openStockPage(page, server);
    await browserContext.setOffline(true);
    await saveInStockQueue(page);
    await expect.poll(() => page.evaluate(countQueuedRequests)).toBe(1);

    await browserContext.setOffline(false);
    await expect.poll(() => server.saves).toBe(1);
    expect(log.names).not.toContain('Sync completed');
    await stopWorkers(await browserContext.newCDPSession(page));

    // The browser fires the event again, a new worker takes it, and has nothing left to send.
    await page.reload();
    await page.evaluate(registerTag, STOCK_TAG);
    await expect.poll(() => log.names).toContain('Sync completed');
    expect(server.saves).toBe(1);
    expect(await page.evaluate(countQueuedRequests)).toBe(0);
  } finally {
    await server.stop();
  }
});
