import { App } from './support/app.ts';
import { openFirefox } from './support/browsers.ts';
import { effects } from './support/database.ts';
import { ServerContents } from './support/opened.ts';
import { expect, test } from './support/test.ts';

test('[G21] without Background Sync: saved with the server down, delivered when it is back and a page is open', async ({
  app,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  await server.kill();
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/Keep this app open, or open it again, to send/);
  await server.start();
  await app.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
  await expect(app.status).toHaveText(/Delivered|Up to date/);
});

test('[G21] without Background Sync: nobody helps, and its own next attempt delivers it', async ({ app, server }) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  await server.kill();
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/Saved on this device\. ./);
  await server.start();
  await expect.poll(() => contents.value('profile/displayName'), { timeout: 30_000 }).toBe('Ada');
});

test('[G21] without Background Sync: the browser started again and the app opened, delivered', async ({
  app,
  browserContext,
  profile,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  const before = effects(server);
  await server.kill();
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText(/Saved on this device\. ./);
  await browserContext.close();
  await server.start();

  const relaunched = await openFirefox(profile);
  try {
    const again = new App(await relaunched.newPage(), gateway.url);
    await again.open();
    await expect.poll(() => contents.value('profile/displayName')).toBe('Ada');
    expect(effects(server)).toBe(before + 1);
  } finally {
    await relaunched.close();
  }
});
