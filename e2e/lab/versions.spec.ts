import { committed, committedIds, effects, storedValue } from '../support/database.ts';
import { cutAll } from './faults.ts';
import { expect, test } from './test.ts';

test('[G6] a newer page beside an older worker: quarantined and listed, delivered when the new worker takes over', async ({
  gateway,
  openTab,
  server,
  site,
}) => {
  site.worker = 'version-1';
  const tab = await openTab({ version: 2 });
  await tab.save('newer');
  await expect.poll(() => tab.states()).toEqual(['failed:unknown-version']);
  expect(gateway.saves).toHaveLength(0);
  expect(await tab.queued()).toBe(1);

  site.worker = 'version-2';
  await tab.update();
  await expect.poll(() => storedValue(server, 'newer')).toBe('newer');
  await expect.poll(() => tab.states()).toEqual(['completed:delivered']);
  expect(effects(server)).toBe(1);
});

test('[G6] an older page beside a newer worker: kept without a migration, migrated and delivered with one', async ({
  gateway,
  openTab,
  server,
  site,
}) => {
  site.worker = 'version-2';
  const tab = await openTab({ version: 1 });
  const id = await tab.save('older');
  await expect.poll(() => tab.states()).toEqual(['failed:unknown-version']);
  expect(gateway.saves).toHaveLength(0);

  site.worker = 'version-2-migrating';
  await tab.update();
  await expect.poll(() => storedValue(server, 'older')).toBe('older');
  expect(gateway.saves.map(({ key, headers }) => [key, headers['x-migrated']])).toEqual([[id, 'yes']]);
});

test('[G6] a worker of somebody else, which never answers: the page delivers by itself', async ({
  openTab,
  server,
  site,
}) => {
  site.worker = 'foreign';
  const tab = await openTab();
  await tab.save('unheard');
  await expect.poll(() => storedValue(server, 'unheard')).toBe('unheard');
  await expect.poll(() => tab.states()).toEqual(['completed:delivered']);
  expect(effects(server)).toBe(1);
});

test('[G6] a new worker over a full queue takes over and delivers all of it', async ({
  gateway,
  openTab,
  server,
  site,
}) => {
  const tab = await openTab();
  cutAll(gateway);
  const ids = Array.from({ length: 200 }, (_, index) => `note-${index}`);
  await tab.saveAll(ids);
  await expect.poll(() => gateway.saves.length).toBeGreaterThan(0);

  site.worker = 'batching';
  await tab.update();
  gateway.heal();
  await expect.poll(() => committed(server).length, { timeout: 60_000 }).toBe(ids.length);
  expect(new Set(committedIds(server))).toEqual(new Set(ids));
  expect(effects(server)).toBe(ids.length);
  await expect.poll(() => tab.queued()).toBe(0);
});

test('[G22] a server that never answers keeps no new worker waiting, and that one delivers', async ({
  gateway,
  openTab,
  server,
  site,
}) => {
  site.worker = 'impatient';
  const tab = await openTab();
  gateway.inject({ kind: 'swallow' });
  const id = await tab.save('hung');
  await gateway.sawSaves(1);

  site.worker = 'renewed';
  await tab.update();
  await expect.poll(() => storedValue(server, 'hung')).toBe('hung');
  expect(new Set(gateway.saves.map(({ key }) => key))).toEqual(new Set([id]));
  expect(effects(server)).toBe(1);
});

test('[G6] a new worker that waits already when the page is opened is told of, and takes over when asked to', async ({
  openTab,
  server,
  site,
}) => {
  const tab = await openTab();
  site.worker = 'renewed';
  await tab.findUpdate();
  const later = await openTab();
  await later.updateIsReady();
  await later.applyUpdate();
  expect(await later.page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
  await later.save('after');
  await expect.poll(() => storedValue(server, 'after')).toBe('after');
});
