import { ServerContents } from './support/opened.ts';
import { expect, test } from './support/test.ts';

test('in Firefox: what it can do is told as it is, a refused change is sent again, diagnostics are copied', async ({
  app,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  gateway.inject({ kind: 'answer', status: 400 });
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/1 change needs your attention/);
  await app.openSettings('Sync');
  await app.settings.getByText('More about this device').click();
  await expect(app.fact('Sends when the app is closed')).toHaveText('No');
  await expect(app.fact('Service worker')).toHaveText('Yes');
  await app.settings.getByRole('button', { name: 'Copy' }).click();
  await expect(app.settings.getByText('Copied', { exact: true })).toBeVisible();
  await app.change('Change display name').getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await expect(app.change('Change display name')).toContainText('Delivered');
});
