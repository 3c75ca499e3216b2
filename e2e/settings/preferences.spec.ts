import { expect, test } from '../journal/test.ts';
import type { App } from '../support/app.ts';

const withSample = test.extend({ beginning: 'sample' });

const choose = async (app: App, name: string) => {
  await app.openSettings('Preferences');
  await app.settings.getByRole('radio', { name, exact: true }).check();
  await app.settings.getByRole('button', { name: 'Save' }).click();
  await expect(app.settings).toBeHidden();
};
const ground = (app: App) => app.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test('a theme holds at once, from the first paint after a reload, and on another device', async ({ app, another }) => {
  const phrase = await app.startEmpty();
  await app.page.emulateMedia({ colorScheme: 'light' });
  const light = await ground(app);
  await choose(app, 'Dark');
  await expect.poll(() => ground(app)).not.toBe(light);
  const dark = await ground(app);
  await app.page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      document.documentElement.dataset.first = document.documentElement.dataset.theme ?? 'none';
    });
  });
  await app.page.reload();
  await expect(app.page.locator('html')).toHaveAttribute('data-first', 'dark');
  await app.isDelivered();

  const { app: second } = await another(phrase);
  await second.page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => ground(second)).toBe(dark);
  await choose(second, 'System');
  await expect.poll(() => ground(app)).toBe(light);
});

withSample('a language holds for dates and sizes, at once and after a reload', async ({ app }) => {
  await app.loadSample();
  await app.rotateKey();
  await app.isDelivered();
  const table = app.settings.getByRole('table');
  await app.openSettings('Spaces');
  await expect(table).toContainText(/\d\.\d\s(k|M)B/);
  await expect(table).toContainText(/\d \p{L}+ 20\d\d, \d\d:\d\d/u);
  await app.closeSettings();
  await choose(app, 'Deutsch');
  for (const reload of [false, true]) {
    if (reload) await app.page.reload();
    await app.openSettings('Spaces');
    await expect(table).toContainText(/\d,\d\s(k|M)B/);
    await expect(table).toContainText(/\d\d\.\d\d\.20\d\d, \d\d:\d\d/);
    await app.closeSettings();
  }
});
