import type { Locator, Page } from 'playwright/test';
import type { App } from '../support/app.ts';
import { seriousFindings } from '../support/axe.ts';
import { expect, test } from './test.ts';

const atFirstRun = test.extend({ beginning: 'nobody' });

const heading = (app: App, name: string | RegExp) => app.page.getByRole('heading', { level: 1, name });

/** Goes on by Tab until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < 40; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

async function press(app: App, name: string): Promise<void> {
  await tabTo(app.page, app.page.getByRole('button', { name, exact: true }));
  await app.page.keyboard.press('Enter');
}

/** Notes whenever nothing has the focus any more, once something had it. */
async function watchFocus(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const seen = { lost: 0 };
    Object.assign(window, { seen });
    const look = () => {
      if (document.activeElement === document.body || document.activeElement === null) seen.lost += 1;
      requestAnimationFrame(() => setTimeout(look));
    };
    look();
  });
  return () => page.evaluate(() => (window as unknown as { seen: { lost: number } }).seen.lost);
}

atFirstRun(
  'beginning with an account by keyboard alone: the focus is on each step, and never lost',
  async ({ app }) => {
    await app.open();
    await expect(heading(app, /^Saved here at once/)).toBeFocused();
    const lost = await watchFocus(app.page);

    await press(app, 'I have a recovery phrase');
    const field = app.page.getByRole('textbox', { name: 'Recovery phrase' });
    await expect(field).toBeFocused();
    await app.page.keyboard.type('legal winner');
    await press(app, 'Join');
    await expect(app.page.getByRole('alert')).toHaveText('A recovery phrase has 12 words. Here are 2.');
    await expect(field).toBeFocused();
    await expect(field).toHaveAccessibleDescription(/12 words/);
    await press(app, 'Back');
    await expect(heading(app, /^Saved here at once/)).toBeFocused();

    await press(app, 'Load a sample account');
    await expect(heading(app, 'Your recovery phrase')).toBeFocused({ timeout: 60_000 });
    await press(app, 'Skip, it is only the sample');
    await expect(app.status).toBeVisible();
    await expect(app.page.getByRole('heading', { level: 1 })).toBeFocused();
    expect(await lost()).toBe(0);
  },
);

test('joining by keyboard alone: from the field to the account', async ({ app, fresh, gateway }) => {
  const phrase = await app.startEmpty();
  await app.newSpace('Tide Tables');
  await app.isDelivered();
  const { app: second } = await fresh();
  await expect(heading(second, /^Saved here at once/)).toBeFocused();
  const lost = await watchFocus(second.page);
  const release = gateway.hold(({ method, path }) => method === 'GET' && /^\/v1\/.*\/entries/.test(path));
  await press(second, 'I have a recovery phrase');
  await second.page.keyboard.type(phrase);
  await second.page.keyboard.press('Enter');
  await expect(heading(second, 'Reading your account')).toBeFocused();
  release();
  await expect(heading(second, 'Tide Tables')).toBeFocused();
  expect(await lost()).toBe(0);
});

atFirstRun(
  'axe finds nothing serious on the way in and out, light or dark; nothing is cut off on a narrow phone',
  async ({ app, browserContext }) => {
    await app.page.emulateMedia({ reducedMotion: 'reduce' });
    await app.page.setViewportSize({ width: 320, height: 640 });
    const isFine = async () => {
      expect(await seriousFindings(app.page)).toEqual([]);
      expect(
        await app.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
    };
    await app.open();
    await expect(heading(app, /^Saved here at once/)).toBeVisible();
    await isFine();
    await app.typePhrase('legal winner thank year wave sausage worth useful legal winner thank yellow');
    await isFine();
    await app.page.getByRole('button', { name: 'Join' }).click();
    await expect(heading(app, 'No account with these words is known here')).toBeVisible();
    await isFine();
    await app.page.reload();
    await app.page.getByRole('button', { name: 'Start empty' }).click();
    await app.phrase();
    await isFine();
    const code = await app.page.getByRole('img', { name: /^Pairing code/ }).boundingBox();
    expect(code?.width).toBeGreaterThanOrEqual(200); // Five points a module, for a camera at arm's length.
    for (const word of await app.page.getByRole('listitem').all()) {
      expect(await word.evaluate((item) => item.scrollWidth - item.clientWidth)).toBeLessThanOrEqual(0);
    }
    await app.writePhraseDown();
    await app.page.getByRole('main').getByRole('button', { name: 'New space' }).click(); // Past where toasts appear.
    await expect(app.page.getByRole('dialog', { name: 'New space' })).toBeVisible();
    await app.page.keyboard.press('Escape');
    await expect(app.page.getByRole('dialog', { name: 'New space' })).toBeHidden();
    await app.openSettings('Devices');
    await expect(app.settings.getByText('This device', { exact: true })).toBeVisible();
    await isFine();
    await browserContext.setOffline(true);
    await app.settings.getByRole('button', { name: 'Sign out here' }).click();
    await expect(app.page.getByRole('alertdialog')).toBeVisible();
    await isFine();
  },
);
