import { expect, test } from './support/test.ts';

const withSample = test.extend({ beginning: 'sample' });
const atFirstRun = test.extend({ beginning: 'nobody' });

const TABS = ['Profile', 'Preferences', 'Spaces', 'Devices', 'Sync'] as const;

withSample('every address opens cold and offline', async ({ app, browserContext }) => {
  await app.loadSample();
  await app.workerIsReady();
  const link = app.spaces.getByRole('link', { name: 'Bird Count' });
  const path = (await link.getAttribute('href')) ?? '';
  await browserContext.setOffline(true);
  await app.page.goto('about:blank');

  await app.open(path);
  await expect(app.page.getByRole('heading', { name: 'Bird Count', level: 1 })).toBeVisible();
  await expect(app.page).toHaveTitle('Bird Count · Backhaul');
  for (const base of ['', path]) {
    for (const tab of TABS) {
      await app.page.goto('about:blank');
      await app.open(`${base}/settings/${tab.toLowerCase()}`);
      await expect(app.settings.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
      await expect(app.page).toHaveTitle(`${tab} settings · Bird Count · Backhaul`);
    }
  }
  await app.page.goto('about:blank');
  await app.open('/');
  await expect(app.page.getByRole('heading', { name: 'Bird Count', level: 1 })).toBeVisible(); // It was open last.

  await app.open('/spaces/left-long-ago');
  await expect(app.page.getByRole('heading', { name: 'This space is not on this device' })).toBeVisible();
  await app.open('/no/such/page');
  await expect(app.page.getByRole('heading', { name: 'Nothing is at this address' })).toBeVisible();
  await expect(app.page).toHaveTitle('Nothing is at this address · Backhaul');
  await app.page.getByRole('link', { name: 'Go to your spaces' }).click();
  await expect(app.page.getByRole('heading', { name: 'Bird Count', level: 1 })).toBeVisible();
  await expect(app.page).toHaveURL(/\/$/);
});

atFirstRun('before there is a worker, the server answers every address with the app', async ({ app }) => {
  await app.open('/settings/preferences');
  await app.make('Start empty');
  await expect(app.settings.getByRole('tab', { name: 'Preferences' })).toHaveAttribute('aria-selected', 'true');
});

withSample(
  'Back closes the settings and goes through the spaces, and closing them leaves no step behind',
  async ({ app }) => {
    await app.loadSample();
    const title = (name: string) => app.page.getByRole('heading', { name, level: 1 });
    await app.spaces.getByRole('link', { name: 'Tide Tables' }).click();
    await app.spaces.getByRole('link', { name: 'Bird Count' }).click();
    await app.openSettings('Sync');
    await expect(app.page).toHaveURL(/\/spaces\/[\w-]+\/settings\/sync$/);
    await app.page.goBack();
    await expect(app.settings).toBeHidden();
    await expect(title('Bird Count')).toBeVisible();
    await app.page.goForward();
    await expect(app.settings.getByRole('tab', { name: 'Sync' })).toHaveAttribute('aria-selected', 'true');
    await app.closeSettings();
    await expect(title('Bird Count')).toBeVisible();
    await app.page.goBack();
    await expect(title('Tide Tables')).toBeVisible();
  },
);

test('settings that an address opened close to what they lie over, and the focus is not lost', async ({ app }) => {
  await app.startEmpty();
  await app.open('/settings/devices');
  await expect(app.settings).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(app.settings).toBeHidden();
  await expect(app.page).toHaveURL(/\/$/);
  await expect(app.page.getByRole('button', { name: 'Settings' })).toBeFocused();
});
