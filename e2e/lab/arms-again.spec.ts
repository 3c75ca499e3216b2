import { committedIds, storedValue } from '../support/database.ts';
import { cutAll, isApi, refuseAll } from './faults.ts';
import { ALWAYS, plainFetch } from './plain-fetch.ts';
import { FRESH_TAG, registeredTags } from './sync-events.ts';
import { expect, test } from './test.ts';

test('[G20] the browser gave up after three failed sync events: opening the app delivers, with no new save', async ({
  browserContext,
  gateway,
  openTab,
  server,
  syncLog,
}) => {
  const tab = await openTab();
  refuseAll(gateway, 503);
  await tab.save('kept', 'through all failures');
  await tab.page.close();

  const empty = await browserContext.newPage();
  await empty.goto(`${gateway.url}/empty`);
  await expect.poll(() => registeredTags(empty), { timeout: 120_000 }).toEqual([]);
  await empty.close();
  expect(syncLog.names.filter((name) => name === 'Dispatched sync event').length).toBeGreaterThanOrEqual(3);
  expect(syncLog.names.at(-1)).toBe('Sync completed'); // So Chromium says also of what it has given up.
  expect(storedValue(server, 'kept')).toBeUndefined();

  gateway.heal();
  const later = await openTab();
  await expect.poll(() => storedValue(server, 'kept')).toBe('through all failures');
  await expect.poll(() => later.states()).toEqual(['completed:delivered']);
});

test.describe('with the delays of a real browser', () => {
  test.use({
    browserArguments: [
      '--force-fieldtrial-params=BackgroundSync.Test:initial_retry_delay_sec/600/max_sync_event_duration_sec/60',
    ],
  });

  test('[G20] a save beside a tag in the backoff registers a fresh one, and that one delivers with every tab closed', async ({
    browserContext,
    gateway,
    openTab,
    server,
    syncLog,
  }) => {
    const tab = await openTab();
    gateway.inject({ kind: 'answer', status: 503, headers: { 'Retry-After': '3600' } }, isApi);
    await tab.save('early');
    await expect.poll(() => syncLog.names).toContain('sync event failed');

    await browserContext.setOffline(true);
    await tab.page.clock.setFixedTime(Date.now() + 60_000); // A fresh tag a minute: this is the next one.
    const before = syncLog.events.length;
    await tab.save('late');
    await tab.page.close();
    await browserContext.setOffline(false);

    await expect.poll(() => storedValue(server, 'late')).toBe('late');
    const fired = syncLog.events.slice(before).filter(({ eventName }) => eventName === 'Dispatched sync event');
    expect(fired.map(({ instanceId }) => instanceId)).toEqual([expect.stringContaining(FRESH_TAG)]);
  });

  test('[G20] [G23] so does a plain request that the worker holds', async ({
    browserContext,
    gateway,
    openTab,
    server,
    site,
    syncLog,
  }) => {
    site.worker = 'holding';
    const { page } = await openTab();
    await page.goto(`${gateway.url}/empty`); // A client would see that something waits, and register a tag too.
    cutAll(gateway);
    expect(await plainFetch(page, ALWAYS, 'early')).toMatchObject({ status: 202 });
    await expect.poll(() => syncLog.names).toContain('sync event failed');

    await browserContext.setOffline(true);
    gateway.heal();
    expect(await plainFetch(page, ALWAYS, 'late')).toMatchObject({ status: 202 });
    await page.close();
    await browserContext.setOffline(false);
    await expect.poll(() => committedIds(server)).toEqual(['early', 'late']);
  });
});

test('[G20] Background Sync denied: the page says so, and delivers while it is open', async ({
  browserContext,
  gateway,
  newTab,
  server,
}) => {
  const tab = await newTab();
  const session = await browserContext.newCDPSession(tab.page);
  const permission = { name: 'background-sync' };
  await session.send('Browser.setPermission', { permission, setting: 'denied', origin: gateway.url });
  await tab.open();
  await browserContext.setOffline(true);
  await tab.save('alone');
  await expect.poll(() => tab.deliversWhenClosed()).toBe(false);
  expect(await registeredTags(tab.page)).toEqual([]);

  await browserContext.setOffline(false);
  await expect.poll(() => storedValue(server, 'alone')).toBe('alone');
  await expect.poll(() => tab.states()).toEqual(['completed:delivered']);
});

test('[G20] the worker unregistered with a task waiting: opening the app delivers, with no new save', async ({
  browserContext,
  openTab,
  server,
}) => {
  const tab = await openTab();
  await browserContext.setOffline(true);
  await tab.save('orphaned');
  await tab.page.evaluate(async () => (await navigator.serviceWorker.ready).unregister());
  await tab.page.close();
  await browserContext.setOffline(false);

  const later = await openTab();
  await expect.poll(() => storedValue(server, 'orphaned')).toBe('orphaned');
  await expect.poll(() => later.states()).toEqual(['completed:delivered']);
  expect(await later.queued()).toBe(0);
});
