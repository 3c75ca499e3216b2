import { AccountKey } from './support/account-key.ts';
import { BackgroundSyncLog } from './support/background-sync.ts';
import { killBrowser, openChromium } from './support/browsers.ts';
import { effects, storedValue } from './support/database.ts';
import { ServerContents } from './support/opened.ts';
import { expect, test } from './support/test.ts';

const withSample = test.extend({ beginning: 'sample' });

withSample(
  '[G19] saved offline, every tab closed: the browser itself delivers it',
  async ({ app, browserContext, gateway, server }) => {
    const contents = await ServerContents.of(server, await app.loadSample());
    const before = { entries: await contents.entries(), saves: gateway.saves.length, effects: effects(server) };
    const log = await BackgroundSyncLog.watch(browserContext);

    await browserContext.setOffline(true);
    await app.saveDisplayName('Ada');
    await expect(app.status).toHaveText('Saved on this device. 1 change will be sent when you are online');
    await app.page.close();
    expect(await contents.entries()).toEqual(before.entries);

    await browserContext.setOffline(false);
    await gateway.sawSaves(before.saves + 1);
    await expect.poll(() => log.names).toContain('Sync completed');
    const known = new Map(before.entries.map(({ name, cursor }) => [name, cursor]));
    const changed = (await contents.entries()).filter(({ name, cursor }) => known.get(name) !== cursor);
    expect(changed.map(({ name }) => name)).toEqual(['profile/displayName']);
    expect(await contents.value('profile/displayName')).toBe('Ada');
    expect(effects(server)).toBe(before.effects + 1);
  },
);

test('[G3] [G19] saved offline, the browser killed, started again with no page opened: delivered', async ({
  app,
  browserContext,
  profile,
  gateway,
  server,
}) => {
  const contents = await ServerContents.of(server, await app.startEmpty());
  const entries = async () => (await contents.entries()).length;
  const before = { entries: await entries(), effects: effects(server) };
  await browserContext.setOffline(true);
  await app.saveDisplayName('Grace');
  await expect(app.status).toHaveText(/Saved on this device\. ./);
  const closed = new Promise((resolve) => browserContext.once('close', resolve));
  await killBrowser(profile);
  await closed;
  expect(await contents.value('profile/displayName')).toBeUndefined();

  const relaunched = await openChromium(profile);
  try {
    await gateway.sawSaves(1);
    expect(relaunched.pages().map((page) => page.url())).toEqual(['about:blank']);
    await expect.poll(() => contents.value('profile/displayName')).toBe('Grace');
    expect(await entries()).toBe(before.entries + 1);
    expect(effects(server)).toBe(before.effects + 1);
  } finally {
    await relaunched.close();
  }
});

test('[G23] [G19] a plain fetch() on a held route, tried offline, is signed and delivered with every tab closed', async ({
  app,
  browserContext,
  gateway,
  server,
}) => {
  const { account } = await AccountKey.of(gateway.url, await app.startEmpty());
  await browserContext.setOffline(true);
  expect(await app.page.evaluate(saveByPlainFetch, account)).toBe('TypeError');
  await expect.poll(() => app.queued()).toBe(1);
  await app.page.close();
  await browserContext.setOffline(false);
  await expect.poll(() => storedValue(server, 'plain')).toBe(7);
  expect(gateway.saves.at(-1)?.key).toBeTruthy();
});

/** What code that knows nothing of Backhaul does. Runs in the page. */
async function saveByPlainFetch(account: string): Promise<string> {
  // [1, [["plain", its clock, false, "7"]]] in CBOR
  const clock = '0123456789ab00000123456789abcdef';
  const hex = `8201818465706c61696e50${clock}f44137`;
  const body = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  const request = { method: 'PATCH', headers: { 'Content-Type': 'application/cbor' }, body };
  return await fetch(`/v1/accounts/${account}/entries`, request).then(
    () => 'answered',
    (error: Error) => error.name,
  );
}
