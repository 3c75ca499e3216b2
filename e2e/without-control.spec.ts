import { storedValue } from './support/database.ts';
import { expect, test } from './support/test.ts';

const isControlled = () => navigator.serviceWorker.controller !== null;

test('first load, before there is any worker: the save is stored and delivered', async ({ app, gateway, server }) => {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  gateway.inject({ kind: 'hold', until }, ({ path }) => path === '/sw.js');
  await app.open();
  await app.page.getByRole('button', { name: 'Start empty' }).click();
  await app.saveDisplayName('Ada');
  await expect.poll(() => storedValue(server, 'profile/displayName')).toBe('Ada');
  expect(await app.page.evaluate(isControlled)).toBe(false);
  release();
});

test('first load offline for the server, then the worker comes: delivered with the page closed', async ({
  app,
  browserContext,
  gateway,
  server,
}) => {
  await app.startEmpty();
  await browserContext.setOffline(true);
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/Saved on this device/);
  await app.page.close();
  await browserContext.setOffline(false);
  await expect.poll(() => storedValue(server, 'profile/displayName')).toBe('Ada');
  expect(gateway.saves.length).toBeGreaterThan(0);
});

test('shift-reload: the page is not controlled, the save is stored and delivered', async ({
  app,
  browserContext,
  server,
}) => {
  await app.startEmpty();
  const session = await browserContext.newCDPSession(app.page);
  const loaded = app.page.waitForEvent('load');
  await session.send('Page.reload', { ignoreCache: true });
  await loaded;
  await expect(app.status).toBeVisible();
  expect(await app.page.evaluate(isControlled)).toBe(false);
  await app.saveDisplayName('Ada');
  await expect.poll(() => storedValue(server, 'profile/displayName')).toBe('Ada');
});
