import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { committed, committedIds, effects, storedValue } from '../support/database.ts';
import { bundleFilePage } from './bundles.ts';
import { addressOf } from './lab.ts';
import { html } from './site.ts';
import { expect, test } from './test.ts';

test('[G21] without a worker the page delivers while it is open, and what waits when it is opened again', async ({
  browserContext,
  openTab,
  server,
}) => {
  const tab = await openTab({ worker: 'none' });
  await tab.save('now');
  await expect.poll(() => storedValue(server, 'now')).toBe('now');
  await expect.poll(() => tab.deliversWhenClosed()).toBe(false);

  await browserContext.setOffline(true);
  await tab.save('later');
  await tab.page.close();
  await browserContext.setOffline(false);
  const again = await openTab({ worker: 'none' });
  await expect.poll(() => storedValue(server, 'later')).toBe('later');
  await expect.poll(() => again.states()).toEqual(['completed:delivered', 'completed:delivered']);
  expect(await again.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test('[G21] [G8] two tabs without a worker: one of them sends at a time, and nothing twice', async ({
  gateway,
  openTab,
  server,
}) => {
  const [first, second] = [await openTab({ worker: 'none' }), await openTab({ worker: 'none' })];
  const release = gateway.hold();
  await first.save('a', 'a', 'lane');
  await gateway.sawSaves(1);

  await second.save('b', 'b', 'lane');
  for (const tab of [first, second]) await tab.replayNow();
  expect(committed(server)).toEqual([]);
  release();
  await expect.poll(() => committedIds(server)).toEqual(['a', 'b']);
  await expect.poll(() => first.queued()).toBe(0);
  await expect.poll(() => second.states()).toEqual(['completed:delivered', 'completed:delivered']);
  expect(gateway.saves).toHaveLength(2);
});

test('[G21] a worker whose script is not to be had: the page delivers, and says so', async ({
  gateway,
  newTab,
  server,
}) => {
  gateway.inject({ kind: 'answer', status: 404 }, ({ path }) => path === '/sw.js', Number.POSITIVE_INFINITY);
  const { page } = await newTab();
  await page.goto(gateway.url);
  await page.evaluate(() => window.lab.save({ id: 'alone', text: 'alone' }));
  await expect.poll(() => storedValue(server, 'alone')).toBe('alone');
  await expect.poll(() => page.evaluate(() => window.lab.client.deliversWhenClosed)).toBe(false);
});

test('[G21] a page opened from a file stores and delivers', async ({ browserContext, directory, gateway, server }) => {
  const file = join(directory, 'lab.html');
  const script = (await bundleFilePage()).replaceAll('</script', '<\\/script');
  await writeFile(file, html(`<script>${script}</script>`));
  const address = addressOf(pathToFileURL(file).href, { worker: 'none', server: gateway.url });

  const page = await browserContext.newPage();
  await page.goto(address);
  gateway.inject({ kind: 'answer', status: 503, headers: { 'Access-Control-Allow-Origin': '*' } });
  const id = await page.evaluate(() => window.lab.save({ id: 'from-a-file', text: 'kept' }));
  await gateway.sawSaves(1);
  await page.close();
  expect(storedValue(server, 'from-a-file')).toBeUndefined();

  const again = await browserContext.newPage();
  await again.goto(address);
  const settlement = await again.evaluate((task) => window.lab.client.follow(task), id);
  expect(settlement).toMatchObject({ kind: 'delivered' });
  expect(storedValue(server, 'from-a-file')).toBe('kept');
  expect(new Set(gateway.saves.map(({ key }) => key))).toEqual(new Set([id]));
  expect(effects(server)).toBe(1);
});
