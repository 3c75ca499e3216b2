import { committedIds, effects, storedValue } from '../support/database.ts';
import { isSave } from '../support/faulty-proxy.ts';
import { ACCOUNT } from './note.ts';
import { expect, test } from './test.ts';
import { EXPIRED } from './token.ts';

test('[G17] paused in one tab: no tab or worker sends, not after all are closed either, until it is resumed', async ({
  gateway,
  openTab,
  server,
  syncLog,
}) => {
  const [first, second] = [await openTab(), await openTab()];
  await first.pause();
  await second.save('held-back');
  await expect.poll(() => syncLog.names).toContain('Sync completed');
  await expect.poll(() => second.status()).toBe('paused');
  await first.page.close();
  await second.page.close();

  const later = await openTab();
  await later.replayNow();
  await later.save('held-back-too');
  await expect.poll(() => later.states()).toEqual(['pending:turn', 'pending:turn']);
  expect(gateway.saves).toHaveLength(0);

  await later.resume();
  await expect.poll(() => committedIds(server)).toEqual(['held-back', 'held-back-too']);
});

test('[G17] purged: nothing of it is sent, and every tab says that it was cancelled', async ({
  gateway,
  openTab,
  server,
}) => {
  const [first, second] = [await openTab(), await openTab()];
  await first.pause();
  await first.saveAll(['a', 'b', 'c']);
  const purged = await second.page.evaluate(() =>
    window.lab.client.purge(({ context }) => (context as { id: string }).id !== 'c'),
  );
  expect(purged).toBe(2);
  await first.resume();
  await expect.poll(() => storedValue(server, 'c')).toBe('c');
  for (const tab of [first, second]) {
    await expect
      .poll(() => tab.states())
      .toEqual(['completed:cancelled', 'completed:cancelled', 'completed:delivered']);
  }
  expect(gateway.saves).toHaveLength(1);
  expect(await first.queued()).toBe(0);
});

for (const [sender, options] of [
  ['the worker', {}],
  ['a page', { worker: 'none' }],
] as const) {
  test(`[G17] paused in one tab while ${sender} drains a lane: what it has begun ahead is not sent`, async ({
    gateway,
    openTab,
    server,
  }) => {
    const [first, second] = [await openTab(options), await openTab(options)];
    const ids = Array.from({ length: 60 }, (_, place) => `in-order-${place}`);
    await first.pause();
    await first.saveAll(ids, 'lane');
    let seen = 0;
    const release = gateway.hold((request) => {
      if (!isSave(request)) return false;
      seen += 1;
      return seen === 20;
    });
    await first.resume();
    await gateway.sawSaves(20);
    await second.pause();
    release();
    await expect.poll(() => first.states()).not.toContain('processing');
    const states = await second.states();
    expect(states.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'completed:delivered'));
    expect(states.slice(20)).toEqual(Array.from({ length: 40 }, () => 'pending:turn'));
    expect(gateway.saves).toHaveLength(20);
    await second.resume();
    await expect.poll(() => effects(server)).toBe(60);
    expect(gateway.saves).toHaveLength(60);
  });
}

test('[G16] signed out, nothing of the account is sent until it is signed in; others are', async ({
  gateway,
  openTab,
  server,
}) => {
  const ours = await openTab();
  const theirs = await openTab({ account: 'other-account' });
  await ours.page.evaluate(() => window.lab.client.signOut());
  await ours.save('ours');
  await theirs.save('theirs');
  await expect.poll(() => storedValue(server, 'theirs')).toBe('theirs');
  await ours.replayNow();
  await expect.poll(() => ours.status()).toBe('waiting-for-sign-in');
  expect(gateway.saves).toHaveLength(1);

  await ours.page.evaluate(() => window.lab.client.signIn());
  await expect.poll(() => storedValue(server, 'ours')).toBe('ours');
});

test('[G16] a 401 holds the account without spending a retry, until it is signed in', async ({
  gateway,
  openTab,
  server,
  site,
}) => {
  site.worker = 'without-token';
  const tab = await openTab();
  await tab.save('unauthorized');
  await expect.poll(() => tab.status()).toBe('waiting-for-sign-in');
  await tab.replayNow();
  await tab.save('also-held');
  await expect.poll(() => tab.states()).toEqual(['pending:sign-in', 'pending:sign-in']);
  expect(await tab.page.evaluate(() => window.lab.client.tasks().map(({ retryCount }) => retryCount))).toEqual([0, 0]);
  expect(gateway.saves).toHaveLength(1);
  expect(effects(server)).toBe(0);

  site.worker = 'plain';
  await tab.update();
  await tab.page.evaluate(() => window.lab.client.signIn());
  await expect.poll(() => effects(server)).toBe(2);
  expect(storedValue(server, 'unauthorized')).toBe('unauthorized');
});

test('[G16] authorize adds its header, and renews it once after a 401', async ({ gateway, openTab, server, site }) => {
  site.worker = 'authorizing';
  const tab = await openTab();
  await tab.save('renewed');
  await expect.poll(() => storedValue(server, 'renewed')).toBe('renewed');
  const sent = gateway.saves.map(({ headers }) => headers.authorization);
  expect(sent).toEqual([`Bearer ${EXPIRED}`, `Bearer ${ACCOUNT}`]);
  expect(new Set(gateway.saves.map(({ key }) => key)).size).toBe(1);

  gateway.inject({ kind: 'answer', status: 401 }, isSave, 2);
  await tab.save('in-vain');
  await expect.poll(() => tab.status()).toBe('waiting-for-sign-in');
  expect(gateway.saves).toHaveLength(4);
});

test('[G17] what beforeSend drops is not sent, and listed as dropped', async ({ gateway, openTab, server, site }) => {
  site.worker = 'choosy';
  const tab = await openTab();
  await tab.remove('never-there');
  await tab.save('there');
  await expect.poll(() => storedValue(server, 'there')).toBe('there');
  await expect.poll(() => tab.states()).toEqual(['completed:dropped', 'completed:delivered']);
  expect(gateway.saves).toHaveLength(1);
  expect(await tab.queued()).toBe(0);
});
