import { type FaultyProxy, isSave } from './support/faulty-proxy.ts';
import { expect, test } from './support/test.ts';

const withSample = test.extend({ beginning: 'sample' });

test('the app can be installed', async ({ app, browserContext }) => {
  await app.startEmpty();
  const session = await browserContext.newCDPSession(app.page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  const { errors, data } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? '{}');
  expect(manifest.icons.map(({ purpose }: { purpose: string }) => purpose)).toEqual(
    expect.arrayContaining(['any', 'maskable']),
  );
  expect(manifest.shortcuts.map(({ url }: { url: string }) => url)).toEqual(['/compose', '/settings/profile']);
  for (const { src, sizes } of manifest.screenshots) {
    const { naturalWidth, naturalHeight } = await app.page.evaluate(loadPicture, src);
    expect(`${src} ${naturalWidth}x${naturalHeight}`).toBe(`${src} ${sizes}`);
  }
});

async function loadPicture(src: string): Promise<{ naturalWidth: number; naturalHeight: number }> {
  const picture = new Image();
  picture.src = src;
  await picture.decode();
  return { naturalWidth: picture.naturalWidth, naturalHeight: picture.naturalHeight };
}

test('it is offered after the first delivery, once, and not again after "Not now"', async ({ app }) => {
  const offer = app.page.getByRole('region', { name: 'Install Backhaul' });
  await app.startEmpty();
  await app.saveDisplayName('Ada');
  await expect(offer).toBeVisible();
  await offer.getByRole('button', { name: 'Not now' }).click();
  await expect(offer).toBeHidden();
  await app.page.reload();
  await app.saveDisplayName('Grace');
  await app.isDelivered();
  await expect(offer).toBeHidden();
});

withSample(
  'the shortcut begins a message in the space that was open last, without a network, too',
  async ({ app, browserContext }) => {
    await app.loadSample();
    await app.spaces.getByRole('link', { name: 'Bird Count' }).click();
    await app.workerIsReady();
    await browserContext.setOffline(true);
    await app.open('/compose');
    await expect(app.page.getByRole('heading', { name: 'Bird Count', level: 1 })).toBeVisible();
    await expect(app.composer).toBeFocused();
    await expect(app.page).toHaveURL(/\/$/);
  },
);

test('the icon bears how much needs the person, and nothing once that is settled', async ({ app, gateway }) => {
  await app.page.addInitScript(() => {
    const badges: number[] = [];
    const set = async (count = 0) => void badges.push(count);
    Object.assign(window, { badges });
    Object.assign(navigator, { setAppBadge: set, clearAppBadge: () => set(0) });
  });
  const badge = () => app.page.evaluate(() => (window as unknown as { badges: number[] }).badges.at(-1));
  await app.startEmpty();
  expect(await badge()).toBe(0);
  const body = JSON.stringify({ title: 'Refused', detail: 'too long' });
  const headers = { 'Content-Type': 'application/problem+json' };
  gateway.inject({ kind: 'answer', status: 400, headers, body }, isSave, 1);
  await app.saveDisplayName('Ada');
  await expect.poll(badge).toBe(1);
  await app.page.getByRole('button', { name: 'Discard' }).click();
  await expect.poll(badge).toBe(0);
});

test('offline is told in a row of the header, and nothing moves for it', async ({ app, browserContext }) => {
  await app.startEmpty();
  const places = () =>
    app.page.evaluate(() =>
      [...document.querySelectorAll('h1, header, main, aside')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.tagName, x, y, width, height];
      }),
    );
  for (const viewport of [
    { width: 1100, height: 760 },
    { width: 320, height: 640 },
  ]) {
    await app.page.setViewportSize(viewport);
    const before = await places();
    await browserContext.setOffline(true);
    await expect(app.page.getByText('You are offline')).toBeVisible();
    expect(await places()).toEqual(before);
    await browserContext.setOffline(false);
    await expect(app.page.getByText('You are offline')).toBeHidden();
  }
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

/**
 * For what makes the browser look for a newer worker: Chromium takes a page with an open stream for one that is still loading, for a
 * minute, and does so only when it has loaded.
 */
function withoutLiveUpdates(gateway: FaultyProxy): void {
  const isLive = ({ path }: { readonly path: string }) => path.endsWith('/live');
  gateway.inject({ kind: 'answer', status: 404 }, isLive, Number.POSITIVE_INFINITY);
}

async function offerNewerVersion(gateway: FaultyProxy): Promise<void> {
  const worker = await (await fetch(`${gateway.url}/sw.js`)).text();
  const headers = { 'Content-Type': 'text/javascript' };
  const newer = { kind: 'answer', status: 200, headers, body: `${worker}\n// a newer version` } as const;
  gateway.inject(newer, ({ path }) => path === '/sw.js', Number.POSITIVE_INFINITY);
}

test('[G6] a new version waits for the person, and takes over when asked to', async ({ app, gateway }) => {
  withoutLiveUpdates(gateway);
  await app.startEmpty();
  await offerNewerVersion(gateway);
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

test('[G6] a new version waits for a save that is being stored', async ({ app, gateway }) => {
  withoutLiveUpdates(gateway);
  await app.startEmpty();
  await offerNewerVersion(gateway);
  await app.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await expect(app.page.getByRole('button', { name: 'Reload' })).toBeVisible();
  const held = await app.page.evaluateHandle(holdJournal);
  await app.page.evaluate(() => Object.assign(window, { isTheSamePage: true }));
  await app.saveDisplayName('Ada');
  await app.page.getByRole('button', { name: 'Reload' }).click();
  await held.evaluate(({ turns }) => turns(20));
  expect(await app.page.evaluate(() => 'isTheSamePage' in window)).toBe(true);
  await held.evaluate(({ letGo }) => letGo());
  await expect.poll(() => app.page.evaluate(() => 'isTheSamePage' in window).catch(() => true)).toBe(false);
  await expect(app.page.getByText('Ada', { exact: true }).first()).toBeVisible();
  await app.isDelivered();
});

/** Holds the journal's database so that nothing can be written to it, until it is let go of. */
async function holdJournal(): Promise<{ turns: (count: number) => Promise<void>; letGo: () => void }> {
  const databases = await indexedDB.databases();
  const name = databases.find((database) => database.name?.includes('journal'))?.name ?? '';
  const opened = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = opened.transaction([...opened.objectStoreNames], 'readwrite');
  const store = transaction.objectStore(opened.objectStoreNames[0] ?? '');
  let isHeld = true;
  let counted = 0;
  const spin = () => {
    counted += 1;
    if (isHeld) store.count().onsuccess = spin;
  };
  spin();
  return {
    turns: async (count) => {
      const until = counted + count;
      while (counted < until) await new Promise((resolve) => requestAnimationFrame(resolve));
    },
    letGo: () => {
      isHeld = false;
    },
  };
}
