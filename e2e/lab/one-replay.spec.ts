import { committed, committedIds, effects } from '../support/database.ts';
import { registeredTags, TAG } from './sync-events.ts';
import { expect, test } from './test.ts';

test("[G8] nudges of two tabs beside the browser's own sync events: every task is sent once, in order", async ({
  browserContext,
  gateway,
  openTab,
  server,
  syncLog,
}) => {
  const [first, second] = [await openTab(), await openTab()];
  await browserContext.setOffline(true);
  const ids = Array.from({ length: 12 }, (_, index) => `note-${String(index).padStart(2, '0')}`);
  await first.saveAll(ids, 'lane');
  await expect.poll(() => registeredTags(first.page)).toContain(TAG);

  await browserContext.setOffline(false);
  await Promise.all([first, second, first, second].map((tab) => tab.replayNow()));
  await expect.poll(() => committedIds(server)).toEqual(ids);
  await expect.poll(() => syncLog.names).toContain('Sync completed');
  await expect.poll(() => first.queued()).toBe(0);
  expect(gateway.saves).toHaveLength(ids.length);
  expect(effects(server)).toBe(ids.length);
});

test('[G8] the browser fires again while a pass waits for an answer: nothing is sent beside it', async ({
  gateway,
  openTab,
  server,
  syncLog,
}) => {
  const tab = await openTab();
  const release = gateway.hold();
  await tab.save('slow', 'slow', 'lane');
  await gateway.sawSaves(1);
  const dispatched = () => syncLog.events.filter(({ eventName }) => eventName === 'Dispatched sync event').length;
  const before = dispatched();
  await tab.page.clock.setFixedTime(Date.now() + 60_000); // A fresh tag a minute: this is the next one.
  await tab.save('next', 'next', 'lane');
  await expect.poll(dispatched).toBeGreaterThan(before);

  expect(committed(server)).toEqual([]);
  release();
  await expect.poll(() => committedIds(server)).toEqual(['slow', 'next']);
  await expect.poll(() => tab.queued()).toBe(0);
  expect(gateway.saves).toHaveLength(2);
});
