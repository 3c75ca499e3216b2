import { withLargeValues } from '../journal/large-values.ts';
import type { App } from '../support/app.ts';
import { sealedEntries } from '../support/database.ts';
import { isSave } from '../support/faulty-proxy.ts';
import { KeysDialog } from '../support/keys-dialog.ts';
import type { Server } from '../support/server.ts';
import { expect, test } from './test.ts';

const asking = (app: App, title: string) => app.page.getByRole('dialog', { name: title, exact: true });
const isRotation = ({ method, path }: { readonly method: string; readonly path: string }) =>
  method === 'PUT' && path.endsWith('/epoch');

/** The epochs of the keys that what the server has is sealed under: the first two bytes of each value. */
function epochsOf(server: Server): readonly number[] {
  const epochs = sealedEntries(server).map(({ value: [high = 0, low = 0] }) => high * 256 + low);
  return [...new Set(epochs)].sort();
}

test('[G51] [G52] a device is revoked: it is shut out, everything is sealed anew, and only the new words bring it back', async ({
  app,
  another,
  server,
}) => {
  const phrase = await app.startEmpty();
  await app.newSpace('Tide Tables');
  await app.isDelivered();
  const { app: second } = await another(phrase);
  await second.isDelivered();
  const dialog = new KeysDialog(app);
  await dialog.openToRevoke();
  await expect(asking(app, 'Revoke “Chrome on Linux”?')).toBeVisible();
  await app.page.keyboard.type('legal winner');
  await app.page.keyboard.press('Enter');
  await expect(dialog.now.getByRole('alert')).toHaveText('A recovery phrase has 12 words. Here are 2.');
  await expect(dialog.field).toBeFocused();
  const words = await dialog.newWords(phrase);
  expect(words).not.toBe(phrase);
  await expect(dialog.change).toBeDisabled();
  await dialog.writtenDown();
  await expect(dialog.now.getByRole('img', { name: /^Pairing code/ })).toBeVisible();
  await dialog.isDone();
  await expect(app.settings.getByRole('heading', { name: 'Linked devices' })).toBeFocused();
  await expect(app.settings.getByRole('listitem').filter({ hasText: 'Since' })).toHaveCount(1);
  await app.closeSettings();
  await expect.poll(() => epochsOf(server)).toEqual([2]);
  await app.isDelivered();

  await second.saveDisplayName('Of the revoked');
  await expect(second.status).toHaveText('Sign in again to send 1 change');
  const field = asking(second, 'Sign in again').getByRole('textbox', { name: 'Recovery phrase' });
  await second.page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
  await field.fill(phrase);
  await field.press('Enter');
  await expect(asking(second, 'Sign in again').getByRole('alert')).toHaveText(/^These words were replaced/);
  await field.fill(words);
  await field.press('Enter');
  await expect(asking(second, 'Sign in again')).toBeHidden();
  await second.isDelivered();
  expect(epochsOf(server)).toEqual([2]);
  await expect(app.page.getByText('Of the revoked', { exact: true }).first()).toBeVisible();
});

test('[G52] keys that were changed on another device: what is saved waits, and is sent once the new words are entered', async ({
  app,
  another,
  server,
}) => {
  const phrase = await app.startEmpty();
  const { app: second } = await another(phrase);
  await second.isDelivered();
  const words = await new KeysDialog(app).changeKeys(phrase);
  await expect(second.status).toHaveText('Enter the new words to go on');
  await second.saveDisplayName('Ada');
  await expect(second.status).toHaveText('Enter the new words to send 1 change');
  const question = asking(second, 'Enter the new words');
  const field = question.getByRole('textbox', { name: 'Recovery phrase' });
  await second.page.getByRole('banner').getByRole('button', { name: 'Enter words' }).click();
  await expect(field).toBeFocused();
  await second.page.keyboard.type(phrase);
  await second.page.keyboard.press('Enter');
  await expect(question.getByRole('alert')).toHaveText(/^These words were replaced/);
  await expect(field).toBeFocused();
  await field.fill(words);
  await second.page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(second.page.locator('body')).not.toBeFocused();
  await second.isDelivered();
  await expect(app.page.getByText('Ada', { exact: true }).first()).toBeVisible();
  await expect.poll(() => epochsOf(server)).toEqual([2]);
});

test('a fresh device joins by the new words, and is told why not by the old ones', async ({ app, fresh }) => {
  const phrase = await app.startEmpty();
  await app.saveDisplayName('Ada');
  await app.isDelivered();
  const words = await new KeysDialog(app).changeKeys(phrase);
  const { app: joining } = await fresh();
  await joining.typePhrase(phrase);
  await joining.page.keyboard.press('Enter');
  await expect(joining.page.getByRole('alert')).toHaveText(/^These words were replaced/);
  await joining.page.getByRole('textbox', { name: 'Recovery phrase' }).fill(words);
  await joining.page.keyboard.press('Enter');
  await expect(joining.page.getByText('Ada', { exact: true }).first()).toBeVisible();
  await joining.isDelivered();
});

test('[G54] a pairing code says what its device has found at the server: a fresh device notices when it is shown less', async ({
  app,
  browserContext,
  fresh,
  server,
}) => {
  const phrase = await app.startEmpty();
  const showYesterday = await server.keep();
  await app.page.reload();
  await app.saveDisplayName('Ada');
  await app.isDelivered();
  await browserContext.grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = new KeysDialog(app);
  const link = await dialog.pairingLink(phrase);
  await showYesterday();
  const { app: joining } = await fresh();
  await joining.page.goto(link);
  await joining.page.getByRole('button', { name: 'Join' }).click();
  await expect(joining.status).toHaveText(
    /^(The server shows an older state|(Changes are|Something is) missing at the server)$/,
  );
});

test('what keeps the keys from being changed is told, and changes nothing', async ({ app, browserContext, server }) => {
  const phrase = await app.startEmpty();
  const dialog = new KeysDialog(app);
  await dialog.openToChange();
  await browserContext.setOffline(true);
  await dialog.field.fill(phrase);
  await dialog.field.press('Enter');
  await expect(dialog.now.getByRole('alert')).toHaveText(/^You are offline/);
  await browserContext.setOffline(false);
  await dialog.newWords(phrase);
  await browserContext.setOffline(true);
  await dialog.writtenDown();
  await expect(dialog.now.getByRole('alert')).toHaveText(/^Not everything .* was read, and nothing was changed/);
  await browserContext.setOffline(false);
  await dialog.change.click();
  await dialog.isDone();
  await app.closeSettings();
  await expect.poll(() => epochsOf(server)).toEqual([2]);
});

test('[G52] whoever is not ticked when the keys change is shut out', async ({ app, another }) => {
  const phrase = await app.startEmpty();
  const { app: stranger } = await another(phrase);
  const { app: own } = await another(phrase);
  await Promise.all([stranger, own].map((device) => device.isDelivered()));
  const dialog = new KeysDialog(app);
  await dialog.openToChange();
  const others = dialog.now.getByRole('checkbox', { name: /Since/ });
  await expect(others).toHaveCount(2);
  await expect(dialog.now.getByRole('checkbox', { name: /This device/ })).toBeDisabled();
  await others.last().uncheck(); // The newest stands first.
  const words = await dialog.newWords(phrase);
  await dialog.writtenDown();
  await expect(dialog.now.getByText(/^1 device is shut out/)).toBeVisible();
  await dialog.isDone();
  await expect(own.status).toHaveText('Enter the new words to go on');
  await stranger.saveDisplayName('Of the stranger');
  await expect(stranger.status).toHaveText('Sign in again to send 1 change');
  expect(words).not.toBe(phrase);
});

test('[G51] how far everything is sealed again is shown, and goes on after the page was closed', async ({
  app,
  gateway,
  server,
}) => {
  const phrase = await app.startEmpty();
  const { save } = await withLargeValues(app.page);
  for (const space of ['space:one', 'space:another']) await save(1, space); // Each is sealed again by itself.
  for (const name of ['Tide Tables', 'Night Trains']) await app.newSpace(name);
  await app.isDelivered();
  const release = gateway.hold(isSave, Number.POSITIVE_INFINITY);
  await new KeysDialog(app).changeKeys(phrase);
  const note = app.settings.getByText(/^Sealing again with the new keys: \d+ of \d+$/);
  for (const tab of ['Sync', 'Devices'] as const) {
    await app.openSettings(tab);
    await expect(note).toBeVisible();
    await app.closeSettings();
  }
  await app.page.reload();
  await app.openSettings('Sync');
  await expect(note).toBeVisible();
  release();
  await expect(note).toBeHidden();
  await app.closeSettings();
  await app.isDelivered();
  expect(epochsOf(server)).toEqual([2]);
});

test('[G51] a change of the keys that gets no answer ends by itself, and is told until then', async ({
  app,
  gateway,
  server,
}) => {
  const phrase = await app.startEmpty();
  await app.saveDisplayName('Ada');
  await app.isDelivered();
  const dialog = new KeysDialog(app);
  await dialog.openToChange();
  await dialog.newWords(phrase);
  gateway.inject({ kind: 'answer', status: 503 }, isRotation);
  await dialog.writtenDown();
  await expect(dialog.now.getByRole('heading', { name: 'The server has not answered' })).toBeVisible();
  await dialog.now.getByRole('button', { name: 'Close' }).last().click();
  await expect(app.settings.getByText(/^The keys are not changed at the server yet/)).toBeVisible();
  await app.page.reload();
  await expect.poll(() => epochsOf(server)).toEqual([2]);
  await expect(app.settings.getByText(/^The keys are not changed at the server yet/)).toBeHidden();
});
