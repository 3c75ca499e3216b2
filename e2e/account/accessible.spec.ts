import type { App } from '../support/app.ts';
import { seriousFindings } from '../support/axe.ts';
import { KeysDialog } from '../support/keys-dialog.ts';
import { expect, test } from './test.ts';

const WIDE = { width: 1100, height: 760 };
const NARROW = { width: 320, height: 640 };

/** Nothing serious, and nothing cut off sideways, wide or narrow. */
async function isFine({ page }: App): Promise<void> {
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
}

test('axe finds nothing serious while keys are changed or a server is doubted, light or dark, wide or narrow', async ({
  app,
  another,
  server,
}) => {
  const phrase = await app.startEmpty();
  const { app: second } = await another(phrase);
  for (const { page } of [app, second]) await page.emulateMedia({ reducedMotion: 'reduce' });
  const dialog = new KeysDialog(app);
  await dialog.openToChange();
  await dialog.now.getByRole('button', { name: 'Cancel' }).click();
  await isFine(app);
  await app.closeSettings();
  await dialog.openToRevoke();
  await isFine(app);
  await dialog.field.fill('legal winner');
  await dialog.field.press('Enter');
  await expect(dialog.now.getByRole('alert')).toBeVisible();
  await isFine(app);
  await dialog.now.getByRole('button', { name: 'Cancel' }).click();
  await app.closeSettings();
  await dialog.openToChange();
  const words = await dialog.newWords(phrase);
  await isFine(app);
  await dialog.writtenDown();
  await expect(dialog.now.getByRole('heading', { name: 'The keys are changed' })).toBeVisible();
  await isFine(app);
  await dialog.isDone();
  await app.closeSettings();

  await expect(second.status).toHaveText('Enter the new words to go on');
  await isFine(second);
  const question = second.page.getByRole('dialog', { name: 'Enter the new words', exact: true });
  await second.page.getByRole('banner').getByRole('button', { name: 'Enter words' }).click();
  await expect(question).toBeVisible();
  await isFine(second);
  await question.getByRole('textbox').fill(words);
  await question.getByRole('textbox').press('Enter');
  await second.isDelivered();

  const showYesterday = await server.keep();
  await app.page.reload();
  await app.saveBio('Written today');
  await app.isDelivered();
  await showYesterday();
  await app.page.reload();
  await app.page.getByRole('banner').getByRole('button', { name: 'What happened' }).click();
  await expect(app.page.locator('.small-dialog')).toBeVisible();
  await isFine(app);
  await app.page.keyboard.press('Escape');
  await app.openSettings('Sync');
  await isFine(app);
});
