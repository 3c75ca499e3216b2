import { committed, effects } from '../support/database.ts';
import { isSave } from '../support/faulty-proxy.ts';
import { registeredTags, TAG, watchSync } from './sync-events.ts';
import { expect, test } from './test.ts';

test("[G8] nudges of two tabs beside the browser's own sync events: every task is sent once, in order", async ({
  browserContext,
  gateway,
  newTab,
  server,
}) => {
  const log = await watchSync(browserContext);
  const [first, second] = [await (await newTab()).open(), await (await newTab()).open()];
  await browserContext.setOffline(true);
  const ids = Array.from({ length: 12 }, (_, index) => `note-${String(index).padStart(2, '0')}`);
  await first.saveAll(ids, 'lane');
  await expect.poll(() => registeredTags(first.page)).toContain(TAG);

  await browserContext.setOffline(false);
  await Promise.all(
    [first, second, first, second].map(({ page }) => page.evaluate(() => window.lab.client.replayNow())),
  );
  await expect.poll(() => committed(server).map(({ id }) => id)).toEqual(ids);
  await expect.poll(() => log.names).toContain('Sync completed');
  await expect.poll(() => first.queued()).toBe(0);
  expect(gateway.saves).toHaveLength(ids.length);
  expect(effects(server)).toBe(ids.length);
});

test('[G8] the browser fires again while a pass waits for an answer: nothing is sent beside it', async ({
  browserContext,
  gateway,
  newTab,
  server,
}) => {
  const log = await watchSync(browserContext);
  const tab = await (await newTab()).open();
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  gateway.inject({ kind: 'hold', until }, isSave);
  await tab.save('slow', 'slow', 'lane');
  await gateway.sawSaves(1);
  const dispatched = () => log.events.filter(({ eventName }) => eventName === 'Dispatched sync event').length;
  const before = dispatched();
  await tab.page.clock.setFixedTime(Date.now() + 60_000); // A fresh tag a minute: this is the next one.
  await tab.save('next', 'next', 'lane');
  await expect.poll(dispatched).toBeGreaterThan(before);

  expect(committed(server)).toEqual([]);
  release();
  await expect.poll(() => committed(server).map(({ id }) => id)).toEqual(['slow', 'next']);
  await expect.poll(() => tab.queued()).toBe(0);
  expect(gateway.saves).toHaveLength(2);
});
