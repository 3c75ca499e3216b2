import { StockServer } from './stock-queue/stock-server.ts';
import { stopWorkers } from './support/background-sync.ts';
import { committed, effects, storedValue } from './support/database.ts';
import { countQueuedRequests } from './support/indexed-db.ts';
import { expect, test } from './support/test.ts';

test('the worker stopped with the request in flight: delivered once', async ({
  app,
  browserContext,
  gateway,
  server,
}) => {
  await app.startEmpty();
  const before = { saves: gateway.saves.length, rows: committed(server).length, effects: effects(server) };
  gateway.inject({ kind: 'swallow' });
  await app.saveDisplayName('Ada');
  await gateway.sawSaves(before.saves + 1);
  await expect(app.status).toHaveText(/Sending/);

  await stopWorkers(await browserContext.newCDPSession(app.page));
  await gateway.sawSaves(before.saves + 2);
  await expect(app.status).toHaveText(/Delivered|Up to date/);

  const [first, second] = gateway.saves.slice(before.saves);
  expect(second?.key).toBe(first?.key);
  expect(storedValue(server, 'profile/displayName')).toBe('Ada');
  expect(committed(server)).toHaveLength(before.rows + 1);
  expect(effects(server)).toBe(before.effects + 1);
});

test('stopped after the server had committed: sent again, one effect', async ({
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
});

test('the same scenario with the stock queue of Workbox loses the save', async ({ browserContext }) => {
  const server = await StockServer.start();
  try {
    const page = await browserContext.newPage();
    await page.goto(server.url);
    await page.evaluate(async () => {
      const controlled = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve),
      );
      await navigator.serviceWorker.register('/sw.js');
      await controlled;
    });
    await browserContext.setOffline(true);
    await page.evaluate(() => fetch('/save', { method: 'POST', body: 'Ada' }).catch(() => undefined));
    await expect.poll(() => page.evaluate(countQueuedRequests)).toBe(1);

    await browserContext.setOffline(false);
    await expect.poll(() => server.saves).toBe(1);
    await stopWorkers(await browserContext.newCDPSession(page));
    expect(await page.evaluate(countQueuedRequests)).toBe(0);
    expect(server.saves).toBe(1);
  } finally {
    await server.stop();
  }
});
