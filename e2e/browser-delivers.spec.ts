import { BackgroundSyncLog } from './support/background-sync.ts';
import { killBrowser, openChromium } from './support/browsers.ts';
import { committed, effects, storedValue } from './support/database.ts';
import { isSave } from './support/faulty-proxy.ts';
import { expect, test } from './support/test.ts';

test('[G19] saved offline, every tab closed: the browser itself delivers it', async ({
  app,
  browserContext,
  gateway,
  server,
}) => {
  await app.loadSample();
  const before = { rows: committed(server), saves: gateway.saves.length, effects: effects(server) };
  const log = await BackgroundSyncLog.watch(browserContext);

  await browserContext.setOffline(true);
  await app.saveDisplayName('Ada');
  await expect(app.status).toHaveText('Saved on this device. 1 change will be sent when you are online');
  await app.page.close();
  expect(committed(server)).toEqual(before.rows);

  await browserContext.setOffline(false);
  await gateway.sawSaves(before.saves + 1);
  await expect.poll(() => log.names).toContain('Sync completed');
  const known = new Map(before.rows.map(({ id, cursor }) => [id, cursor]));
  const changed = committed(server).filter(({ id, cursor }) => known.get(id) !== cursor);
  expect(changed).toMatchObject([{ id: 'profile/displayName', value: 'Ada' }]);
  expect(effects(server)).toBe(before.effects + 1);
});

test('[G3] [G19] saved offline, the browser killed, started again with no page opened: delivered', async ({
  app,
  browserContext,
  profile,
  gateway,
  server,
}) => {
  await app.startEmpty();
  const before = { rows: committed(server).length, effects: effects(server) };
  await browserContext.setOffline(true);
  await app.saveDisplayName('Grace');
  await expect(app.status).toHaveText(/Saved on this device\. ./);
  const closed = new Promise((resolve) => browserContext.once('close', resolve));
  await killBrowser(profile);
  await closed;
  expect(storedValue(server, 'profile/displayName')).toBeUndefined();

  const relaunched = await openChromium(profile);
  try {
    await gateway.sawSaves(1);
    expect(relaunched.pages().map((page) => page.url())).toEqual(['about:blank']);
    await expect.poll(() => storedValue(server, 'profile/displayName')).toBe('Grace');
    expect(committed(server)).toHaveLength(before.rows + 1);
    expect(effects(server)).toBe(before.effects + 1);
  } finally {
    await relaunched.close();
  }
});

test('[G23] [G19] a plain fetch() on a held route, tried offline, is delivered with every tab closed', async ({
  app,
  browserContext,
  gateway,
  server,
}) => {
  await app.startEmpty();
  await browserContext.setOffline(true);
  expect(await app.page.evaluate(saveByPlainFetch)).toBe('TypeError');
  await expect.poll(() => app.queued()).toBe(1);
  await app.page.close();
  await browserContext.setOffline(false);
  await expect.poll(() => storedValue(server, 'plain')).toBe(7);
  expect(gateway.saves.at(-1)?.key).toBeTruthy();
});

test('[G23] [G7] a plain fetch() whose answer is lost is delivered once, by the key of its first attempt', async ({
  app,
  gateway,
  server,
}) => {
  await app.startEmpty();
  const before = { saves: gateway.saves.length, effects: effects(server) };
  gateway.inject({ kind: 'drop-answer' }, isSave, Number.POSITIVE_INFINITY); // Chromium itself tries again once or twice.
  expect(await app.page.evaluate(saveByPlainFetch)).toBe('TypeError');
  expect(effects(server)).toBe(before.effects + 1);
  gateway.heal();
  await app.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(() => app.queued()).toBe(0);
  expect(new Set(gateway.saves.slice(before.saves).map(({ key }) => key)).size).toBe(1);
  expect(effects(server)).toBe(before.effects + 1);
  expect(gateway.hadOneEffect).toBe(true);
});

/** What code that knows nothing of Backhaul does. Runs in the page. */
async function saveByPlainFetch(): Promise<string> {
  const entry = { id: 'plain', clock: '0123456789ab-0000-0123456789abcdef', value: btoa('7').replaceAll('=', '') };
  const request = {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ entries: [entry] }),
  };
  return await fetch('/v1/accounts/plain-account/settings', request).then(
    () => 'answered',
    (error: Error) => error.name,
  );
}
