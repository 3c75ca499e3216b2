import { ALWAYS, plainFetch } from './plain-fetch.ts';
import { addRowLikeOldest, queueRows } from './rows.ts';
import { registeredTags } from './sync-events.ts';
import { expect, test } from './test.ts';

test('[G27] destroy() leaves no database, no registration and no tag', async ({ browserContext, gateway, openTab }) => {
  const tab = await openTab();
  await browserContext.setOffline(true);
  await tab.saveAll(['a', 'b']);
  await expect.poll(() => registeredTags(tab.page)).not.toEqual([]);
  await tab.destroy();
  await browserContext.setOffline(false);

  await expect.poll(() => tab.page.evaluate(databases)).toEqual([]);
  expect(await tab.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await tab.page.goto(`${gateway.url}/empty`);
  expect(await registeredTags(tab.page)).toEqual([]);
  expect(await tab.page.evaluate(databases)).toEqual([]);
  expect(gateway.saves).toHaveLength(0);
});

test('[G27] destroyed with a task on its way and another tab open: nothing comes back', async ({
  gateway,
  openTab,
}) => {
  const [tab, other] = [await openTab(), await openTab()];
  const release = gateway.hold();
  await tab.saveAll(['a', 'b', 'c'], 'lane');
  await gateway.sawSaves(1);
  await expect.poll(() => other.states()).toHaveLength(3);
  const destroying = tab.destroy();
  await expect.poll(() => other.page.evaluate(() => window.lab.client.snapshot().isPaused)).toBe(true);
  release();
  await destroying;

  for (const each of [tab, other]) {
    await each.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await each.follow('anything');
    await each.page.evaluate(() => navigator.locks.request('lab:replay', () => undefined));
  }
  await expect.poll(() => tab.page.evaluate(databases)).toEqual([]);
  expect(gateway.saves).toHaveLength(1);

  await expect.poll(() => other.states()).toEqual([]);
  const settlement = other.page.evaluate(() => window.lab.settlementOf({ id: 'anew', text: 'anew' }));
  expect(await settlement).toMatchObject({ kind: 'delivered' });
});

test("[G27] destroy() leaves another app's rows in Workbox's database", async ({
  browserContext,
  gateway,
  openTab,
}) => {
  const tab = await openTab();
  await browserContext.setOffline(true);
  await tab.save('ours');
  await addRowLikeOldest(tab.page, { row: { queueName: 'somebody-else', metadata: null } });
  await tab.destroy();
  await browserContext.setOffline(false);

  expect(await tab.page.evaluate(databases)).toEqual(['workbox-background-sync']);
  expect(await queueRows(tab.page)).toMatchObject([{ queueName: 'somebody-else' }]);
  expect(gateway.saves).toHaveLength(0);
});

test('[G27] [G23] destroyed after a worker has held a plain request: nothing is left either', async ({
  browserContext,
  gateway,
  openTab,
  site,
}) => {
  site.worker = 'holding';
  const tab = await openTab();
  await browserContext.setOffline(true);
  expect(await plainFetch(tab.page, ALWAYS, 'held')).toMatchObject({ status: 202 });
  await tab.destroy();
  await browserContext.setOffline(false);

  await expect.poll(() => tab.page.evaluate(databases)).toEqual([]);
  expect(gateway.saves).toHaveLength(0);
});

/** Runs in the page. */
async function databases(): Promise<readonly (string | undefined)[]> {
  return (await indexedDB.databases()).map(({ name }) => name);
}
