import { expect, test } from './support/test.ts';

test('the app can be installed', async ({ app, browserContext }) => {
  await app.startEmpty();
  const session = await browserContext.newCDPSession(app.page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  const { errors, data } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '{}').icons.map(({ purpose }: { purpose: string }) => purpose)).toEqual(
    expect.arrayContaining(['any', 'maskable']),
  );
});

test('[G1] reloaded offline, it shows the value that the server has not got', async ({ app, browserContext }) => {
  await app.startEmpty();
  await browserContext.setOffline(true);
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/Saved on this device\. ./); // Before it says so, a reload may be earlier than the disk.
  await app.page.reload();
  await expect(app.status).toHaveText(/Saved on this device\. ./);
  await expect(app.page.getByText('Ada', { exact: true }).first()).toBeVisible();
});

test('[G6] a new version waits for the person, and takes over when asked to', async ({ app, gateway }) => {
  await app.startEmpty();
  const worker = await (await fetch(`${gateway.url}/sw.js`)).text();
  const headers = { 'Content-Type': 'text/javascript' };
  const newer = { kind: 'answer', status: 200, headers, body: `${worker}\n// a newer version` } as const;
  gateway.inject(newer, ({ path }) => path === '/sw.js', Number.POSITIVE_INFINITY);
  await app.page.evaluate(async () => {
    Object.assign(window, { isTheSamePage: true });
    await (await navigator.serviceWorker.ready).update();
  });
  await expect(app.page.getByText('A new version is ready. Reload when it suits you')).toBeVisible();
  expect(await app.page.evaluate(() => 'isTheSamePage' in window)).toBe(true);

  await app.page.reload(); // The new version waits still, and is offered again.
  await app.page.evaluate(() => Object.assign(window, { isTheSamePage: true }));
  await app.page.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => app.page.evaluate(() => 'isTheSamePage' in window).catch(() => true)).toBe(false);
  await expect(app.status).toHaveText(/Up to date/);
  await expect(app.page.getByText('A new version is ready. Reload when it suits you')).toBeHidden();
});
