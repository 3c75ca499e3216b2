import { ServerContents } from './support/opened.ts';
import { fillOutbox, limitOutboxRoom, makeRoom } from './support/outbox-room.ts';
import { expect, test } from './support/test.ts';

const NO_ROOM =
  'This device has no room to send all changes yet. They are kept here and will be sent when there is room';

let contents: ServerContents;

test.beforeEach(async ({ app, browserContext, server }) => {
  await limitOutboxRoom(browserContext);
  contents = await ServerContents.of(server, await app.startEmpty());
});

test('[G5] no room in the outbox: the save is kept, the app says so, and the next save takes it along', async ({
  app,
}) => {
  await fillOutbox(app.page);
  await app.saveDisplayName('Ada');
  const toast = app.page.getByRole('dialog').filter({ hasText: NO_ROOM });
  await expect(toast).toBeVisible();
  await expect(app.status).toHaveText(NO_ROOM);
  expect(await app.queued()).toBe(0);

  await makeRoom(app.page);
  await app.openSettings('Preferences');
  await app.settings.getByRole('radio', { name: 'Dark' }).click();
  await app.settings.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await expect.poll(() => contents.value('preferences/theme')).toBe('dark');
  await expect(app.status).toHaveText(/Delivered|Up to date/);
  await expect(toast).toBeHidden();
});

test('[G5] a save that found no room follows as soon as another one was delivered', async ({ app, browserContext }) => {
  await browserContext.setOffline(true);
  await app.saveDisplayName('Ada');
  await expect.poll(() => app.queued()).toBe(1);
  await fillOutbox(app.page);
  await app.saveDisplayName('Grace');
  await expect(app.status).toHaveText(NO_ROOM);
  await makeRoom(app.page);
  await browserContext.setOffline(false);
  await expect.poll(() => contents.value('profile/displayName')).toBe('Grace');
  await expect(app.status).toHaveText(/Delivered|Up to date/);
});

test('[G5] a save that found no room follows at the next opening', async ({ app }) => {
  await fillOutbox(app.page);
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(NO_ROOM);
  await app.page.reload();
  await expect(app.status).toHaveText(NO_ROOM);
  await makeRoom(app.page);
  await app.page.reload();
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await expect(app.status).toHaveText(/Delivered|Up to date/);
});
