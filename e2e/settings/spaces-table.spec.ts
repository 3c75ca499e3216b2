import { expect, test } from '../support/test.ts';

test('the table of spaces tells of each: its keys, its size, when it was delivered; and what can be done with it', async ({
  app,
  browserContext,
}) => {
  await app.startEmpty();
  await app.openSettings('Spaces');
  await expect(app.settings.getByRole('heading', { name: 'No spaces yet' })).toBeVisible();
  await app.closeSettings();
  await app.newSpace('Tide Tables');
  await app.newSpace('Night Trains');
  await app.isDelivered();

  await app.openSettings('Spaces');
  const row = (name: string) => app.settings.getByRole('row', { name: new RegExp(name) });
  const keys = row('Night Trains').getByRole('cell').nth(0);
  const before = Number(await keys.innerText());
  await expect(row('Night Trains').getByRole('cell').nth(1)).toHaveText(/^[\d.]+\s(kB|bytes)$/);
  await expect(row('Night Trains').getByRole('cell').nth(2)).toHaveText(/20\d\d, \d\d:\d\d$/);

  await browserContext.setOffline(true);
  await row('Night Trains').getByRole('button', { name: 'Actions for Night Trains' }).click();
  await app.page.getByRole('menuitem', { name: 'Rotate key', exact: true }).click();
  await expect(keys).toHaveText(String(before + 1));
  await expect(row('Night Trains')).toContainText('Only on this device');
  await expect(row('Tide Tables')).not.toContainText('Only on this device');
  await browserContext.setOffline(false);
  await expect(row('Night Trains')).not.toContainText(/Only on this device|On its way/);

  await row('Tide Tables').getByRole('button', { name: 'Actions for Tide Tables' }).click();
  await app.page.getByRole('menuitem', { name: 'Leave', exact: true }).click();
  await app.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(row('Tide Tables')).toHaveCount(0);
  await expect(row('Night Trains')).toHaveCount(1);
  await app.closeSettings();
  await app.isDelivered();
});
