import { App } from './support/app.ts';
import { isSave } from './support/faulty-proxy.ts';
import { ServerContents } from './support/opened.ts';
import { fillOutbox, limitOutboxRoom, makeRoom } from './support/outbox-room.ts';
import { saveDisplayNameAtOnce } from './support/save-at-once.ts';
import { noteStoredTasks, storedBefore } from './support/stored-requests.ts';
import { expect, test } from './support/test.ts';

test.use({ beginning: 'nobody' });

const SPACES = 50;

test('[G10] [G19] a name saved while 50 spaces go into the outbox overtakes them, and arrives with the tab closed', async ({
  app,
  browserContext,
  gateway,
  server,
}) => {
  await limitOutboxRoom(browserContext);
  await app.open();
  await fillOutbox(app.page);
  const contents = await ServerContents.of(server, await app.make('Load a sample account'));
  await expect(app.status).toHaveText(/This device has no room to send all changes yet/);
  await app.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  expect(await app.queued()).toBe(0);
  await makeRoom(app.page);
  await app.page.close();

  const release = gateway.hold(isSave, Number.POSITIVE_INFINITY);
  await noteStoredTasks(browserContext);
  const next = new App(await browserContext.newPage(), gateway.url);
  await next.open();
  await next.page.evaluate(saveDisplayNameAtOnce, 'Ada Lovelace');
  const before = await storedBefore(next.page, 'update-profile');
  await next.page.close();
  expect(before.filter(({ type }) => type === 'sync-space-keys').length).toBeLessThan(SPACES / 2);

  release();
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada Lovelace');
  expect(browserContext.pages().filter((page) => page.url().startsWith(gateway.url))).toEqual([]);

  const last = new App(await browserContext.newPage(), gateway.url);
  await last.open();
  await expect(last.status).toHaveText('Up to date', { timeout: 60_000 });
  const spaces = (await contents.entries()).filter(({ name }) => /^space:.*\/state$/.test(name));
  expect(spaces).toHaveLength(SPACES);
  expect(await contents.value('profile/displayName')).toBe('Ada Lovelace');
});
