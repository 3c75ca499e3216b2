import { seriousFindings } from './support/axe.ts';
import { expect, test } from './support/test.ts';

const withSample = test.extend({ beginning: 'sample' });

withSample('axe finds nothing serious on any screen, light or dark', async ({ app, browserContext }) => {
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  await app.loadSample();
  expect(await seriousFindings(app.page)).toEqual([]);
  for (const tab of ['Profile', 'Preferences', 'Spaces', 'Sync'] as const) {
    await app.openSettings(tab);
    expect(await seriousFindings(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
    await expect(app.settings).toBeHidden();
  }
  await browserContext.setOffline(true);
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/Saved on this device\. ./);
  expect(await seriousFindings(app.page)).toEqual([]);
});

test('a save by keyboard alone, focus back where it was', async ({ app }) => {
  await app.startEmpty();
  const { keyboard } = app.page;
  await app.page.getByRole('button', { name: 'Settings' }).focus();
  await keyboard.press('Enter');
  await expect(app.settings).toBeVisible();
  for (let step = 0; step < 20; step += 1) {
    const name = app.settings.getByRole('textbox', { name: 'Display name' });
    if (await name.evaluate((field) => field === document.activeElement)) break;
    await keyboard.press('Tab');
  }
  await keyboard.type('Ada');
  await keyboard.press('Enter');
  await expect(app.settings).toBeHidden();
  await expect(app.page.getByRole('button', { name: 'Settings' })).toBeFocused();
  await expect(app.status).toHaveText(/Delivered|Up to date/);
  await expect(app.page.getByText('Ada', { exact: true }).first()).toBeVisible();
});

test('what was edited is not dropped without a word', async ({ app }) => {
  await app.startEmpty();
  const question = app.page.getByRole('alertdialog', { name: 'Discard what you changed?' });
  const name = app.settings.getByRole('textbox', { name: 'Display name' });
  await app.openSettings();
  await app.typeDisplayName('Ada');
  await app.page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(name).toHaveValue('Ada');
  await expect(name).toBeFocused();
  await app.settings.getByRole('button', { name: 'Close' }).click();
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(app.settings).toBeHidden();
  await expect(app.page.getByRole('button', { name: 'Settings' })).toBeFocused();
  await app.openSettings();
  await expect(name).toHaveValue('');
  await app.page.keyboard.press('Escape');
  await expect(app.settings).toBeHidden();
});

/** What Chromium itself says of the answer to whom the server does not know yet. */
const UNKNOWN_DEVICE = 'Failed to load resource: the server responded with a status of 401 (Unauthorized)';

/** What Chromium itself says since the app offers to be installed in words of its own, later. */
const OFFERED_LATER =
  'Banner not shown: beforeinstallpromptevent.preventDefault() called. The page must call beforeinstallpromptevent.prompt() to show the banner.';

test('nothing is logged but that a new device was asked who it is, and nothing is blocked by the content security policy', async ({
  app,
}) => {
  const said: string[] = [];
  app.page.on('console', (message) => {
    if (message.text() !== OFFERED_LATER) said.push(message.text());
  });
  app.page.on('pageerror', (error) => said.push(error.message));
  await app.startEmpty();
  expect(said.filter((text) => text !== UNKNOWN_DEVICE)).toEqual([]);
  said.length = 0;
  await app.saveDisplayName('Ada');
  await app.isDelivered();
  for (const tab of ['Profile', 'Preferences', 'Spaces', 'Sync'] as const) {
    await app.openSettings(tab);
    await app.page.keyboard.press('Escape');
  }
  expect(said).toEqual([]);
});

test('nothing moves while the app starts', async ({ app }) => {
  await app.startEmpty();
  await app.page.addInitScript(() => {
    const moved: number[] = [];
    Object.assign(window, { moved });
    const note = (list: PerformanceObserverEntryList) =>
      moved.push(...list.getEntries().map(({ startTime }) => startTime));
    new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
  });
  await app.page.reload();
  await expect(app.page.getByRole('region', { name: 'Install Backhaul' })).toBeVisible(); // The last that comes.
  expect(await app.page.evaluate(() => (window as unknown as { moved: number[] }).moved)).toEqual([]);
});

withSample('on a narrow phone nothing is cut off sideways', async ({ app }) => {
  await app.page.setViewportSize({ width: 320, height: 640 });
  await app.loadSample();
  const overflow = () => app.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  for (const tab of ['Profile', 'Preferences', 'Spaces', 'Sync'] as const) {
    await app.openSettings(tab);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await app.page.keyboard.press('Escape');
  }
});
