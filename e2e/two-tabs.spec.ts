import { App } from './support/app.ts';
import { expect, test } from './support/test.ts';

test('[G24] two tabs say the same within a second, and a save in one appears in the other', async ({
  app,
  browserContext,
  gateway,
}) => {
  await app.startEmpty();
  const other = new App(await browserContext.newPage(), gateway.url);
  await other.open();
  await expect(other.status).toHaveText(/Up to date/);

  await browserContext.setOffline(true);
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/Saved on this device\. ./);
  await expect(other.status).toHaveText(/Saved on this device\. ./, { timeout: 1_000 });
  await expect(other.page.getByText('Ada', { exact: true }).first()).toBeVisible({ timeout: 1_000 });
  await other.openSettings();
  await expect(other.settings.getByRole('textbox', { name: 'Display name' })).toHaveValue('Ada');

  await browserContext.setOffline(false);
  await expect(app.status).toHaveText(/Delivered|Up to date/);
  await expect(other.status).toHaveText(/Delivered|Up to date/, { timeout: 1_000 });
});
