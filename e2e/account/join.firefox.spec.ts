import { join } from 'node:path';
import { newSecret, phraseOf } from '../../src/account/index.ts';
import { App } from '../support/app.ts';
import { openFirefox } from '../support/browsers.ts';
import { expect, test } from '../support/test.ts';

test('a second device joins by its phrase, and one by mistake does not; signing out leaves nothing', async ({
  app,
  directory,
  gateway,
}) => {
  const phrase = await app.startEmpty();
  await app.saveDisplayName('Ada');
  await app.isDelivered();
  const context = await openFirefox(join(directory, 'second'));
  try {
    const second = new App(await context.newPage(), gateway.url);
    await second.open();
    await expect(second.page.getByRole('heading', { level: 1 })).toBeFocused();
    await second.typePhrase(phraseOf(newSecret()));
    await second.page.keyboard.press('Enter');
    const unknown = second.page.getByRole('heading', { name: 'No account with these words is known here' });
    await expect(unknown).toBeFocused();
    await second.page.getByRole('button', { name: 'Type again' }).click();
    const field = second.page.getByRole('textbox', { name: 'Recovery phrase' });
    await expect(field).toBeFocused();
    await field.press('ControlOrMeta+a');
    await field.pressSequentially(phrase.replaceAll(' ', ', '));
    await second.page.keyboard.press('Enter');
    await expect(second.page.getByText('Ada', { exact: true }).first()).toBeVisible();

    await second.isDelivered();
    await second.openSettings('Devices');
    await expect(second.settings.getByRole('listitem').filter({ hasText: 'Since' })).toHaveCount(2);
    await second.settings.getByRole('button', { name: 'Sign out here' }).click();
    await second.page.getByRole('button', { name: 'Sign out and remove' }).click();
    await expect(second.page.getByRole('heading', { level: 1, name: /^Saved here at once/ })).toBeFocused();
    expect(await second.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
  } finally {
    await context.close();
  }
});
