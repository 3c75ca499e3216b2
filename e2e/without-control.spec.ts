import { BackgroundSyncLog } from './support/background-sync.ts';
import { isSave } from './support/faulty-proxy.ts';
import { ServerContents } from './support/opened.ts';
import { expect, test } from './support/test.ts';

const atFirstRun = test.extend({ beginning: 'nobody' });

const isControlled = () => navigator.serviceWorker.controller !== null;

atFirstRun(
  '[G1] [G21] first load, before there is any worker: the save is stored and delivered',
  async ({ app, gateway, server }) => {
    const release = gateway.hold(({ path }) => path === '/sw.js');
    await app.open();
    const contents = await ServerContents.of(server, await app.make('Start empty'));
    await app.saveDisplayName('Ada');
    await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
    expect(await app.page.evaluate(isControlled)).toBe(false);
    release();
  },
);

atFirstRun(
  '[G19] [G20] first load, the server fails until the page is closed: the worker that came later delivers it',
  async ({ app, gateway, server }) => {
    const release = gateway.hold(({ path }) => path === '/sw.js');
    gateway.inject({ kind: 'answer', status: 503 }, isSave, Number.POSITIVE_INFINITY);
    await app.open();
    const contents = await ServerContents.of(server, await app.make('Start empty'));
    await app.saveDisplayName('Ada');
    await expect(app.status).toHaveText(/The server is busy/);
    expect(await app.page.evaluate(isControlled)).toBe(false);
    const log = await BackgroundSyncLog.watch(app.page.context());
    release();
    await expect.poll(() => log.names).toContain('Registered sync');
    await app.page.close();
    gateway.heal();
    await expect.poll(() => contents.value('profile/displayName'), { timeout: 30_000 }).toBe('Ada');
  },
);

test('[G1] shift-reload: the page is not controlled, the save is stored and delivered', async ({
  app,
  browserContext,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  const session = await browserContext.newCDPSession(app.page);
  const loaded = app.page.waitForEvent('load');
  await session.send('Page.reload', { ignoreCache: true });
  await loaded;
  await expect(app.status).toBeVisible();
  expect(await app.page.evaluate(isControlled)).toBe(false);
  await app.saveDisplayName('Ada');
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
});
