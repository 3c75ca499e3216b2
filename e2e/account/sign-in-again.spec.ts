import { newSecret, phraseOf } from '../../src/account/index.ts';
import { expect, test } from '../journal/test.ts';
import { AccountKey } from '../support/account-key.ts';
import type { App } from '../support/app.ts';
import { effects, messageCount } from '../support/database.ts';
import { deviceOf } from '../support/device-of.ts';
import { ServerContents } from '../support/opened.ts';

const dialogOf = (app: App) => app.page.getByRole('dialog', { name: 'Sign in again', exact: true });
const fieldOf = (app: App) => dialogOf(app).getByRole('textbox', { name: 'Recovery phrase' });
const headerButton = (app: App) => app.page.getByRole('banner').getByRole('button', { name: 'Sign in' });

test('[G36] [G43] a device that was shut out signs in again by keyboard, and what it saved meanwhile arrives once', async ({
  app,
  another,
  gateway,
  server,
}) => {
  const phrase = await app.startEmpty();
  await app.newSpace('Tide Tables');
  await app.isDelivered();
  const contents = await ServerContents.of(server, phrase);
  const { app: second } = await another(phrase);
  await second.isDelivered();
  const key = await AccountKey.of(gateway.url, phrase);
  const shutOut = await deviceOf(second.page);
  await key.revoke(shutOut);

  await second.saveDisplayName('Of the revoked');
  await expect(second.status).toHaveText('Sign in again to send 1 change');
  await second.say('Said while shut out.');
  await expect(second.status).toHaveText('Sign in again to send 2 changes');
  const [effectsBefore, messagesBefore] = [effects(server), messageCount(server)];

  await headerButton(second).focus();
  await second.page.keyboard.press('Enter');
  await expect(fieldOf(second)).toBeFocused();
  await second.page.keyboard.type('legal winner');
  await second.page.keyboard.press('Enter');
  await expect(dialogOf(second).getByRole('alert')).toHaveText('A recovery phrase has 12 words. Here are 2.');
  await expect(fieldOf(second)).toBeFocused();
  await fieldOf(second).fill(phraseOf(newSecret()));
  await second.page.keyboard.press('Enter');
  await expect(dialogOf(second).getByRole('alert')).toHaveText(/belong to another account/);
  await fieldOf(second).fill(phrase);
  await second.page.keyboard.press('Enter');

  await expect(headerButton(second)).toBeHidden();
  await second.isDelivered();
  expect(await contents.value('profile/displayName')).toBe('Of the revoked');
  await expect(app.message('Said while shut out.')).toBeVisible();
  expect(messageCount(server)).toBe(messagesBefore + 1);
  const renewed = await deviceOf(second.page);
  expect(renewed).not.toBe(shutOut);
  await expect.poll(() => contents.value(`devices/${renewed}`)).toBeTruthy();
  await second.isDelivered();
  expect(effects(server)).toBe(effectsBefore + 3); // The name, the message, and what the new device calls itself.
  const bySecond = gateway.saves.filter(({ headers }) => String(headers['signature-input']).includes(renewed));
  expect(bySecond.length).toBeGreaterThan(0); // The worker, which was running all the time.

  await app.saveBio('Of the other');
  await expect.poll(() => second.bio()).toBe('Of the other');
});

test('a toast leads to it; it works offline, and what waits is sent once there is a network', async ({
  app,
  browserContext,
  gateway,
  server,
}) => {
  const phrase = await app.startEmpty();
  const contents = await ServerContents.of(server, phrase);
  await (await AccountKey.of(gateway.url, phrase)).revoke(await deviceOf(app.page));
  await app.saveDisplayName('Ada');
  const toast = app.page.getByRole('dialog').filter({ hasText: 'Sign in again to send 1 change' });
  await toast.getByRole('button', { name: 'Sign in' }).click();
  await expect(fieldOf(app)).toBeFocused();
  await expect(toast).toBeHidden();
  await app.page.keyboard.press('Escape');
  await expect(dialogOf(app)).toBeHidden();
  await expect(app.page.locator('body')).not.toBeFocused();

  await browserContext.setOffline(true);
  await expect(app.status).toHaveText(/will be sent when you are online/);
  await browserContext.setOffline(false);
  await headerButton(app).click();
  await browserContext.setOffline(true);
  await fieldOf(app).fill(phrase);
  await app.page.keyboard.press('Enter');
  await expect(dialogOf(app)).toBeHidden();
  await expect(app.status).toHaveText(/will be sent when you are online/);
  expect(await contents.value('profile/displayName')).toBeUndefined();
  await browserContext.setOffline(false);
  await app.isDelivered();
  expect(await contents.value('profile/displayName')).toBe('Ada');
});
