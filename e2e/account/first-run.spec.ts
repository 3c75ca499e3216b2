import type { Page } from 'playwright/test';
import { newSecret, phraseOf } from '../../src/account/index.ts';
import { App } from '../support/app.ts';
import { committed } from '../support/database.ts';
import { ServerContents } from '../support/opened.ts';
import { expect, test } from './test.ts';

const atFirstRun = test.extend({ beginning: 'nobody' });

const databases = (page: Page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

const field = (app: App) => app.page.getByRole('textbox', { name: 'Recovery phrase' });
const heading = (app: App, name: string | RegExp) => app.page.getByRole('heading', { level: 1, name });
const button = (app: App, name: string) => app.page.getByRole('button', { name });

atFirstRun('words that belong to no account are told before they make one', async ({ app, server }) => {
  const nobodys = phraseOf(newSecret());
  await app.open();
  await app.typePhrase(nobodys);
  await button(app, 'Join').click();
  await expect(heading(app, 'No account with these words is known here')).toBeFocused();
  expect(await databases(app.page)).toEqual([]);
  await button(app, 'Type again').click();
  await expect(field(app)).toBeFocused();
  await expect(field(app)).toHaveValue(nobodys);
  await app.page.keyboard.press('Enter');
  await expect(heading(app, 'No account with these words is known here')).toBeFocused();
  expect(committed(server)).toEqual([]);

  await button(app, 'Use it anyway').click();
  await expect(app.status).toHaveText(/Up to date/);
  await app.saveDisplayName('Ada');
  const contents = await ServerContents.of(server, nobodys);
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
});

atFirstRun('a link of no account is told, too', async ({ app }) => {
  await app.open('/#join=AAECAwQFBgcICQoLDA0ODw');
  await expect(heading(app, 'Join the account of this link?')).toBeFocused();
  await button(app, 'Join').click();
  await expect(heading(app, 'No account with these words is known here')).toBeFocused();
  await button(app, 'Not now').click();
  await expect(heading(app, /^Saved here at once/)).toBeFocused();
  expect(await databases(app.page)).toEqual([]);
});

test('offline nobody joins: it is told that only the server knows whose words these are, and once it answers they are taken', async ({
  app,
  fresh,
}) => {
  const phrase = await app.startEmpty();
  await app.saveDisplayName('Ada');
  await app.isDelivered();
  const { context, app: second } = await fresh();
  await second.typePhrase(phrase);
  await context.setOffline(true);
  await second.page.keyboard.press('Enter');
  await expect(second.page.getByRole('alert')).toHaveText(/^The server gives no answer/);
  await expect(field(second)).toBeFocused();
  await context.setOffline(false);
  await second.page.keyboard.press('Enter');
  await expect(second.page.getByText('Ada', { exact: true }).first()).toBeVisible();
});

for (const way of ['Start empty', 'Load a sample account'] as const) {
  atFirstRun(
    `${way}: whoever reloads before the phrase is written down begins again, and no account is left without its words`,
    async ({ app, browserContext, gateway, server }) => {
      await app.open();
      await button(app, way).click();
      const lost = await app.phrase();
      await expect(heading(app, 'Your recovery phrase')).toBeFocused();

      const otherTab = new App(await browserContext.newPage(), gateway.url);
      await otherTab.open();
      await expect(button(otherTab, 'Start empty')).toBeVisible(); // It neither opens the account nor removes it.
      await otherTab.page.close();
      expect(await databases(app.page)).not.toContain('backhaul-account');

      await app.page.reload();
      await expect(button(app, 'Start empty')).toBeVisible();
      expect(await databases(app.page)).toEqual([]);
      expect(await app.page.evaluate(() => Object.keys(localStorage))).toEqual([]);

      await button(app, way).click();
      const phrase = await app.phrase();
      expect(phrase).not.toBe(lost);
      await app.writePhraseDown();
      await app.seesSpaces(way === 'Start empty' ? 0 : 50);
      await app.page.reload();
      await app.saveDisplayName('Ada');
      const contents = await ServerContents.of(server, phrase);
      await expect.poll(() => contents.value('profile/displayName'), { timeout: 60_000 }).toBe('Ada');
    },
  );
}

atFirstRun(
  'of two tabs that show a phrase, one keeps its account, and the other says that there is one',
  async ({ app, browserContext, gateway }) => {
    await app.open();
    await button(app, 'Start empty').click();
    await app.phrase();
    const otherTab = new App(await browserContext.newPage(), gateway.url);
    await otherTab.open();
    await otherTab.make('Start empty');
    await expect(otherTab.status).toHaveText(/Up to date/);
    await app.page.bringToFront();
    await app.writePhraseDown();
    await expect(app.page.getByRole('alert')).toHaveText(/This device has an account already/);
    await app.page.reload();
    await expect(app.status).toHaveText(/Up to date/);
  },
);

test('a phrase is pasted as it was written down: numbered, with commas, lines and capitals', async ({ app, fresh }) => {
  const words = (await app.startEmpty()).split(' ');
  await app.saveDisplayName('Ada');
  await app.isDelivered();
  const written = words.map((word, index) => `${index + 1}. ${word.toUpperCase()},`).join('\n');
  const { app: second } = await fresh();
  await button(second, 'I have a recovery phrase').click();
  await second.page.keyboard.insertText(written);
  await expect(field(second)).toHaveValue(written);
  await second.page.keyboard.press('Enter');
  await expect(second.page.getByText('Ada', { exact: true }).first()).toBeVisible();
});
