import { expect, test } from './test.ts';

test.use({ beginning: 'nobody' });

test('the first upload of 50 spaces tells how far each is, can be paused over a reload, and goes on', async ({
  app,
  gateway,
}) => {
  const release = gateway.hold(({ method }) => method !== 'GET', 3);
  await app.open();
  await app.make('Load a sample account');
  await app.openSettings('Spaces');
  const uploads = app.settings.getByRole('progressbar');
  await expect(uploads.first()).toBeVisible();
  await expect(app.settings.getByText(/^\d+ spaces are being sent$/)).toBeVisible();
  await app.settings.getByRole('button', { name: 'Pause' }).click();
  await expect(app.settings.getByText(/^Paused\. \d+ spaces wait$/)).toBeVisible();
  release();
  await app.page.reload();
  await expect(app.settings.getByText(/^Paused\. \d+ spaces wait$/)).toBeVisible();
  const sent = gateway.writes.length;
  await app.settings.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => gateway.writes.length).toBeGreaterThan(sent);
  await expect(uploads).toHaveCount(0, { timeout: 60_000 });
  await app.closeSettings();
  await app.isDelivered();
});
