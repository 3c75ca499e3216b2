import { expect, test } from '../journal/test.ts';
import type { App } from '../support/app.ts';
import { ServerContents } from '../support/opened.ts';
import { noise } from './noise.ts';

const AVATAR = 'profile/avatar';
/** What the note beside the field says. */
const MOST_BYTES = 50_000;

const fileField = (app: App) => app.settings.locator('input[type=file]');
const save = (app: App) => app.settings.getByRole('button', { name: 'Save' });
const inSidebar = (app: App) => app.page.locator('.sidebar .avatar img');

test('an image of any size is made small on the device, shows at once and on another device, and can be removed', async ({
  app,
  another,
  gateway,
  server,
}) => {
  const phrase = await app.startEmpty();
  const contents = await ServerContents.of(server, phrase);
  await app.openSettings();
  const choosing = app.page.waitForEvent('filechooser');
  await app.settings.getByRole('button', { name: 'Choose image' }).press('Enter');
  await (await choosing).setFiles(noise(320)); // In good quality it would be too large.
  const shown = app.settings.locator('.avatar-large img');
  await expect(shown).toBeVisible();
  expect(gateway.writes).toEqual([]); // Nothing leaves before it is saved.
  await save(app).click();
  await expect(inSidebar(app)).toBeVisible();
  await app.isDelivered();
  const stored = await contents.value(AVATAR);
  expect(stored).toBe(await inSidebar(app).getAttribute('src'));
  expect(String(stored).length).toBeLessThanOrEqual(MOST_BYTES);

  const { app: second } = await another(phrase);
  await expect(inSidebar(second)).toHaveAttribute('src', String(stored));
  const { width, height } = await inSidebar(second).evaluate((image: HTMLImageElement) => ({
    width: image.naturalWidth,
    height: image.naturalHeight,
  }));
  expect(width).toBe(height);
  expect([256, 192, 128]).toContain(width);

  await app.openSettings();
  await app.settings.getByRole('button', { name: 'Remove' }).click();
  await save(app).click();
  await expect(inSidebar(app)).toHaveCount(0);
  await expect(inSidebar(second)).toHaveCount(0);
  await app.isDelivered();
  expect(await contents.value(AVATAR)).toBeNull();
});

test('a file that is no image is told, changes nothing, and another one can be chosen', async ({ app }) => {
  await app.startEmpty();
  await app.openSettings();
  const text = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('This is a text.') };
  await fileField(app).setInputFiles(text);
  await expect(app.settings.getByRole('alert')).toHaveText(/^This file could not be read as an image\./);
  await expect(save(app)).toBeDisabled();
  await fileField(app).setInputFiles(noise(64));
  await expect(app.settings.getByRole('alert')).toHaveCount(0);
  await expect(app.settings.locator('.avatar-large img')).toBeVisible();
  await expect(save(app)).toBeEnabled();
});

test('an image that the server refuses is taken back when it is discarded', async ({ app, gateway }) => {
  await app.startEmpty();
  gateway.inject({ kind: 'answer', status: 422 });
  await app.openSettings();
  await fileField(app).setInputFiles(noise(64));
  await save(app).click();
  await expect(inSidebar(app)).toBeVisible();
  await expect(app.status).toHaveText('1 change needs your attention');
  await app.openSettings('Sync');
  await app.settings.getByRole('button', { name: 'Discard' }).first().click();
  await app.closeSettings();
  await expect(inSidebar(app)).toHaveCount(0);
});
