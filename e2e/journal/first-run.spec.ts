import { expect, test } from './test.ts';

test.use({ beginning: 'nobody' });

test('[G21] the network gone before the rest of the app was loaded: it goes on when it is back', async ({
  app,
  browserContext,
}) => {
  await app.open();
  await app.page.getByRole('button', { name: 'Start empty' }).click();
  await app.phrase();
  await browserContext.setOffline(true);
  await app.writePhraseDown();
  await browserContext.setOffline(false);
  await expect(app.status).toHaveText(/Up to date/);
});

test('[G21] a part of the app is not to be had while the account begins: it goes on as soon as it is', async ({
  app,
  gateway,
}) => {
  await app.open();
  const start = app.page.getByRole('button', { name: 'Start empty' });
  await expect(start).toBeVisible();
  gateway.inject({ kind: 'cut' }, ({ path }) => path.startsWith('/assets/'), Number.POSITIVE_INFINITY);
  await start.click();
  await app.phrase();
  const asked = () => gateway.received.filter(({ path }) => /exchange|desk/.test(path)).length;
  const before = asked();
  await app.writePhraseDown();
  await expect.poll(asked).toBeGreaterThan(before + 2);
  await expect(app.page.getByRole('alert')).toHaveCount(0);
  gateway.heal();
  await expect(app.status).toHaveText(/Up to date/);
  await app.saveDisplayName('Ada');
  await app.isDelivered();
});

test('a pairing link that is opened where the app is open is taken, and leaves the address', async ({ app }) => {
  await app.open();
  await expect(app.page.getByRole('button', { name: 'Start empty' })).toBeVisible();
  await app.page.evaluate(() => {
    location.hash = '#join=AAECAwQFBgcICQoLDA0ODw';
  });
  await expect(app.page.getByRole('button', { name: 'Start empty' })).toBeHidden();
  await expect.poll(() => app.page.evaluate(() => location.hash).catch(() => 'reloading')).toBe('');
});
