import type { App } from '../support/app.ts';
import { expect, test } from './test.ts';

const WORD = 'Donaudampfschifffahrt'.repeat(191).slice(0, 4_000);
const ARABIC = 'القطار الأخير يغادر في العاشرة، ثم لا يأتي شيء حتى الصباح!';
const EMOJI = '👩‍👩‍👧‍👦🚂'.repeat(120);

/** Sends a text that nobody types. */
async function paste(app: App, text: string): Promise<void> {
  await app.composer.fill(text);
  await app.composer.press('Enter');
  await expect(app.message(text)).toBeVisible();
}

for (const [width, colorScheme] of [
  [1100, 'light'],
  [320, 'dark'],
] as const) {
  test(`texts of any script and length stay in sight, each in its own direction, at ${width} px`, async ({ app }) => {
    const { page } = app;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 760 });
    await app.startEmpty();
    await app.saveDisplayName('أمينة');
    await page.getByRole('main').getByRole('button', { name: 'New space' }).click();
    const dialog = page.getByRole('dialog', { name: 'New space' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Night Trains');
    await dialog.getByRole('button', { name: 'Make space' }).click();
    for (const text of [WORD, ARABIC, 'Short.', EMOJI]) await paste(app, text);
    await app.isDelivered();
    const overflows = await app.messages.evaluate((list) => [
      list.scrollWidth > list.clientWidth,
      document.documentElement.scrollWidth > document.documentElement.clientWidth,
    ]);
    expect(overflows).toEqual([false, false]);
    await expect(app.message(ARABIC).getByText(ARABIC)).toHaveCSS('direction', 'rtl');
    await expect(app.message('Short.').getByText('Short.')).toHaveCSS('direction', 'ltr');
    await app.composer.fill(ARABIC);
    await expect(app.composer).toHaveCSS('direction', 'rtl');
  });
}
