import type { Page } from 'playwright/test';
import { expect, test } from '../journal/test.ts';
import { App } from '../support/app.ts';

/** What this browser keeps of the app, but for the caches of its scripts. */
async function leftIn(page: Page) {
  return await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    notes: Object.keys(localStorage),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
}

const NOTHING = { databases: [], notes: [], workers: 0 };

const question = (app: App) => app.page.getByRole('alertdialog', { name: 'Sign out on this device?' });

async function askToSignOut(app: App): Promise<void> {
  await app.openSettings('Devices');
  await app.settings.getByRole('button', { name: 'Sign out here' }).click();
  await expect(question(app)).toBeVisible();
}

async function signOut(app: App): Promise<void> {
  await question(app).getByRole('button', { name: 'Sign out and remove' }).click();
}

async function isAtTheBeginning(app: App): Promise<void> {
  await expect(app.page.getByRole('heading', { level: 1, name: 'Saved here at once' })).toBeFocused();
  await expect(app.page).toHaveURL(/^[^/]+\/\/[^/]+\/$/);
  await expect(app.page).toHaveTitle('Backhaul');
}

test('signing out removes everything here, in every tab, and shuts the device out; the phrase brings everything back', async ({
  app,
  another,
  browserContext,
  gateway,
}) => {
  const phrase = await app.startEmpty();
  await app.newSpace('Tide Tables');
  await app.saveDisplayName('Ada');
  await app.say('High water at four.');
  await app.isDelivered();
  const { app: second } = await another(phrase);
  await expect(second.message('High water at four.')).toBeVisible();
  const otherTab = new App(await browserContext.newPage(), gateway.url);
  await otherTab.open('/settings/preferences');
  await expect(otherTab.settings).toBeVisible();
  await app.page.bringToFront();

  await askToSignOut(app);
  await expect(question(app)).not.toContainText('not delivered');
  await signOut(app);
  await isAtTheBeginning(app);
  await isAtTheBeginning(otherTab);
  expect(await leftIn(app.page)).toEqual(NOTHING);

  await second.openSettings('Devices');
  const devices = second.settings.getByRole('list').first().getByRole('listitem');
  await expect(devices).toHaveText([/on Linux.*This device/]);
  await second.closeSettings();

  await app.page.reload();
  await app.join(phrase);
  await expect(app.message('High water at four.')).toBeVisible();
  await expect(app.page.getByText('Ada', { exact: true }).first()).toBeVisible();
  expect((await leftIn(app.page)).workers).toBe(1);
  await second.openSettings('Devices');
  await expect(devices).toHaveCount(2);
});

test('another account begins in the same page, and is delivered', async ({ app }) => {
  await app.startEmpty();
  await app.newSpace('Tide Tables');
  await app.isDelivered();
  await askToSignOut(app);
  await signOut(app);
  await isAtTheBeginning(app);

  await app.make('Start empty');
  await expect(app.page.getByRole('heading', { name: 'No spaces yet' })).toBeVisible();
  await app.saveDisplayName('Grace');
  await app.isDelivered();
  await app.page.reload();
  await expect(app.page.getByText('Grace', { exact: true }).first()).toBeVisible();
  await expect(app.status).toHaveText(/Up to date/);
});

test('offline it works too, and what was not sent is told before', async ({ app, browserContext }) => {
  await app.startEmpty();
  await app.isDelivered();
  await browserContext.setOffline(true);
  await app.saveDisplayName('Never sent');
  await askToSignOut(app);
  await expect(question(app)).toContainText('One change was not delivered yet. It is lost when you sign out now.');
  await question(app).getByRole('button', { name: 'Cancel' }).click();
  await expect(app.settings.getByRole('button', { name: 'Sign out here' })).toBeFocused();
  await app.closeSettings();
  await app.newSpace('Night Trains');
  await askToSignOut(app);
  await expect(question(app)).toContainText('changes were not delivered yet');
  await signOut(app);
  await isAtTheBeginning(app);
  expect(await leftIn(app.page)).toEqual(NOTHING);
});

test('the linked devices are told by their names; without the server, that it gives no answer', async ({
  app,
  another,
  browserContext,
}) => {
  const phrase = await app.startEmpty();
  await app.isDelivered();
  const { app: second } = await another(phrase);
  await second.isDelivered();
  await app.openSettings('Devices');
  const devices = app.settings.getByRole('listitem').filter({ hasText: 'Since' });
  await expect(devices).toHaveText([/^Chrom\w+ on Linux\s*This device/, /^Chrom\w+ on Linux\s*Since/]);
  await app.closeSettings();

  await browserContext.setOffline(true);
  await app.openSettings('Devices');
  await expect(app.settings.getByText('gives no answer')).toBeVisible();
  await browserContext.setOffline(false);
  await app.settings.getByRole('button', { name: 'Try again' }).click();
  await expect(devices).toHaveCount(2);
  await expect(app.settings.getByRole('heading', { name: 'Linked devices' })).toBeFocused();
});
