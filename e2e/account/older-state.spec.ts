import type { App } from '../support/app.ts';
import { ServerContents } from '../support/opened.ts';
import { expect, test } from './test.ts';
import { writtenSinceYesterday } from './yesterday.ts';

const OLDER = 'The server shows an older state';

const dialogOf = (app: App) => app.page.locator('.small-dialog');
const way = (app: App) => app.page.getByRole('banner').getByRole('button', { name: 'What happened' });

test('[G53] [G55] a server that shows yesterday’s state is caught and said; by the person’s word it gets everything again', async ({
  app,
  server,
}) => {
  const { contents, showYesterday } = await writtenSinceYesterday(app, server);

  await showYesterday();
  expect(await contents.value('profile/bio')).toBeUndefined();
  await app.page.reload();
  await expect(app.status).toHaveText(OLDER);
  await expect(app.page.getByRole('dialog').filter({ hasText: OLDER })).toBeVisible(); // The toast.
  await way(app).click();
  await expect(dialogOf(app).getByRole('heading', { name: OLDER })).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(dialogOf(app)).toBeHidden();
  await expect(way(app)).toBeFocused();
  await app.openSettings('Sync');
  await expect(app.settings.getByText(OLDER)).toBeVisible();
  await app.settings.getByRole('button', { name: 'What happened' }).click();
  await dialogOf(app).getByRole('button', { name: 'Decide later' }).click();
  await expect(dialogOf(app)).toBeHidden();
  await app.closeSettings();
  expect(await app.bio()).toBe('Written today');

  await way(app).click();
  await dialogOf(app).getByRole('button', { name: 'Send everything again' }).click();
  await expect(dialogOf(app)).toBeHidden();
  await expect(app.page.locator('body')).not.toBeFocused();
  await app.isDelivered();
  await expect.poll(() => contents.value('profile/bio')).toBe('Written today');
  expect(await contents.value('profile/displayName')).toBe('Ada');
  await expect(app.page.getByText(OLDER)).toHaveCount(0);
});

test('who turns sync off because of it sends nothing more, and has everything', async ({ app, server }) => {
  const phrase = await app.startEmpty();
  const showYesterday = await server.keep();
  await app.page.reload();
  await app.saveBio('Written today');
  await app.isDelivered();
  await showYesterday();
  await app.page.reload();
  await way(app).click();
  await dialogOf(app).getByRole('button', { name: 'Turn sync off' }).click();
  await expect(app.status).toHaveText('Sync is off on this device. Changes stay here');
  await app.saveDisplayName('Ada');
  expect(await app.bio()).toBe('Written today');
  const contents = await ServerContents.of(server, phrase);
  expect(await contents.value('profile/displayName')).toBeUndefined();
  await app.openSettings('Sync');
  await expect(app.settings.getByText(OLDER)).toBeVisible();
});
