import type { App } from '../support/app.ts';
import { seriousFindings } from '../support/axe.ts';
import { expect, test } from './test.ts';

const isMessage = ({ path }: { readonly path: string }) => path.includes('/messages/');
/** What is asked over the app; a toast is a dialog, too. */
const asked = (app: App, title: string) =>
  app.page
    .getByRole('dialog', { name: title, exact: true })
    .or(app.page.getByRole('alertdialog', { name: title, exact: true }));

test('axe finds nothing serious in spaces, light or dark, wide or narrow', async ({ app, gateway, browserContext }) => {
  const { page } = app;
  const isFine = async () => expect(await seriousFindings(page)).toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await app.startEmpty();
  await isFine();
  for (const [way, title] of [
    ['New space', 'New space'],
    ['Join by invitation', 'Join a space'],
  ] as const) {
    await page.getByRole('main').getByRole('button', { name: way }).click();
    await expect(asked(app, title)).toBeVisible();
    await isFine();
    await page.keyboard.press('Escape');
    await expect(asked(app, title)).toBeHidden();
  }
  await app.newSpace('Night Trains');
  await app.isDelivered();
  await isFine();
  await app.say('The last one leaves at ten.');
  await app.messageIsDelivered('The last one leaves at ten.');
  gateway.inject({ kind: 'answer', status: 422 }, isMessage);
  await app.say('Too loud');
  await expect(app.message('Too loud')).toContainText('Refused');
  await browserContext.setOffline(true);
  await app.say('In the tunnel');
  await expect(app.message('In the tunnel')).toContainText('Waits for the network');
  await page.getByRole('main').getByRole('button', { name: 'Space' }).click();
  await expect(page.getByRole('menuitem', { name: 'Leave' })).toBeVisible();
  await isFine();
  await page.keyboard.press('Escape');
  for (const [item, title] of [
    ['Invite', 'Invite to Night Trains'],
    ['About this space', 'Night Trains'],
    ['Leave', 'Leave Night Trains?'],
  ] as const) {
    await app.chooseOfSpace(item);
    await expect(asked(app, title)).toBeVisible();
    await isFine();
    await page.keyboard.press('Escape');
    await expect(asked(app, title)).toBeHidden();
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await isFine();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await app.openSettings('Devices');
  await expect(app.settings.getByText(/gives no answer/)).toBeVisible();
  await isFine();
});

test('by keyboard alone: a space is made, written in, its message deleted, its key rotated, and it is left', async ({
  app,
}) => {
  const { page } = app;
  const { keyboard } = page;
  await app.startEmpty();
  await tabTo(app, () => page.getByRole('main').getByRole('button', { name: 'New space' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await keyboard.type('Night Trains');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Night Trains' })).toBeVisible();

  await tabTo(app, () => app.composer);
  await keyboard.type('The last one leaves at ten.');
  await keyboard.press('Enter');
  await expect(app.message('The last one leaves at ten.')).toBeVisible();
  await expect(app.composer).toBeFocused();
  await keyboard.press('Shift+Tab');
  await expect(app.message('The last one leaves at ten.').getByRole('button', { name: 'Delete' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(app.message('The last one leaves at ten.')).toBeHidden();
  await expect(app.messages).toBeFocused(); // Nothing else is left to stand on.

  await tabTo(app, () => page.getByRole('main').getByRole('button', { name: 'Space' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await keyboard.type('Rotate');
  await expect(page.getByRole('menuitem', { name: 'Rotate key' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(app.messages.getByText('changed the key of this space')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button', { name: 'Space' })).toBeFocused();

  await keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Leave' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await tabTo(app, () => page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'No spaces yet' })).toBeVisible();
  await app.isDelivered();
});

/** Presses Tab until the focus is there: it must be reachable. */
async function tabTo(app: App, target: () => ReturnType<App['page']['getByRole']>): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    if (await target().evaluate((element) => element === document.activeElement)) return;
    await app.page.keyboard.press('Tab');
  }
  await expect(target()).toBeFocused();
}
