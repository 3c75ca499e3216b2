import type { App } from './support/app.ts';
import { seriousFindings } from './support/axe.ts';
import { type FaultyProxy, isSave } from './support/faulty-proxy.ts';
import { expect, test } from './support/test.ts';

/** A change that was refused, and one that waits for a busy server. */
async function trouble(app: App, gateway: FaultyProxy): Promise<void> {
  await app.startEmpty();
  gateway.inject({ kind: 'answer', status: 400 });
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/1 change needs your attention/);
  gateway.inject({ kind: 'answer', status: 503, headers: { 'Retry-After': '90' } }, isSave, Number.POSITIVE_INFINITY);
  await app.openSettings('Preferences');
  await app.settings.getByRole('radio', { name: 'Dark' }).click();
  await app.settings.getByRole('button', { name: 'Save' }).click();
  await app.openSettings('Sync');
  await expect(app.change('Change preferences')).toContainText('The server is busy');
}

test('axe finds nothing serious in the inspector, light or dark, wide or narrow', async ({ app, gateway }) => {
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  await trouble(app, gateway);
  await app.page.evaluate(() => document.documentElement.setAttribute('data-theme', 'system'));
  await app.change('Change display name').getByText('Details').click();
  await expect(app.change('Change display name')).toContainText('content-type');
  await app.settings.getByText('More about this device').click();
  await expect(app.fact('Signatures (Ed25519)')).toBeVisible();
  for (const width of [1_100, 320]) {
    await app.page.setViewportSize({ width, height: 760 });
    expect(await seriousFindings(app.page)).toEqual([]);
    await app.settings.getByRole('button', { name: 'Timeline' }).click();
    await expect(app.settings.getByRole('list', { name: 'Timeline' })).toBeVisible();
    expect(await seriousFindings(app.page)).toEqual([]);
    const overflow = await app.settings.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await app.settings.getByRole('button', { name: 'List' }).click();
  }
});

test('by keyboard alone: to the refused change, its details, and away with it, and the focus is never lost', async ({
  app,
  gateway,
}) => {
  await trouble(app, gateway);
  const { keyboard } = app.page;
  const focused = () =>
    app.page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.textContent ?? '';
    });
  const tabTo = async (words: string) => {
    for (let step = 0; step < 30 && (await focused()) !== words; step += 1) await keyboard.press('Tab');
    expect(await focused()).toBe(words);
  };
  await tabTo('Details');
  await keyboard.press('Enter');
  await expect(app.change('Change display name')).toContainText('content-type');
  await keyboard.press('Shift+Tab');
  expect(await focused()).toBe('Discard');
  await keyboard.press('Enter');
  await expect(app.change('Change display name')).toContainText('Cancelled');
  expect(await focused()).toBe('Details');
});
