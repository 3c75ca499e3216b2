import { committed, committedIds, effects, storedValue } from '../support/database.ts';
import { expect, test } from './test.ts';

test('[G18] 300 tasks arrive in three requests, each lane in its order, each with one effect', async ({
  gateway,
  openTab,
  server,
  site,
}) => {
  site.worker = 'batching';
  const tab = await openTab();
  await tab.pause();
  const lanes = ['red', 'green', 'blue'];
  const notes = Array.from({ length: 300 }, (_, index) => {
    const lane = lanes[index % lanes.length]!;
    return { id: `${lane}-${String(index).padStart(3, '0')}`, text: String(index), lane };
  });
  await tab.page.evaluate((all) => window.lab.saveAll(all), notes);
  await expect.poll(() => tab.states()).toHaveLength(notes.length);
  await tab.page.evaluate(() => navigator.locks.request('lab:replay', () => undefined)); // By who has seen fewer of them.
  await tab.resume();

  await expect.poll(() => committed(server)).toHaveLength(notes.length);
  await expect.poll(() => tab.queued()).toBe(0);
  const inOrder = committedIds(server);
  for (const lane of lanes) {
    const ofLane = inOrder.filter((id) => id.startsWith(lane));
    expect(ofLane).toEqual([...ofLane].sort());
  }
  expect(gateway.received.filter(({ path }) => path.startsWith('/v1/')).map(({ path }) => path)).toEqual(
    Array(3).fill('/v1/batch'),
  );
  expect(effects(server)).toBe(notes.length);
});

test('[G18] the answer to a batch is lost: sent again, and every task has had one effect', async ({
  gateway,
  openTab,
  server,
  site,
}) => {
  site.worker = 'batching';
  const tab = await openTab();
  await tab.pause();
  await tab.saveAll(Array.from({ length: 50 }, (_, index) => `note-${index}`));
  gateway.inject({ kind: 'drop-answer' }, ({ path }) => path === '/v1/batch');
  await tab.resume();

  await expect.poll(() => tab.queued()).toBe(0);
  expect(committed(server)).toHaveLength(50);
  expect(effects(server)).toBe(50);
});

test('[G12] a task goes after those it depends on, and fails with them, with the reason', async ({
  gateway,
  openTab,
  server,
}) => {
  const tab = await openTab();
  await tab.pause();
  const save = (id: string, dependsOn: readonly string[]) =>
    tab.page.evaluate((asked) => window.lab.save(asked.note, { dependsOn: asked.dependsOn }), {
      note: { id, text: id },
      dependsOn,
    });
  const parent = await save('parent', []);
  const child = await save('child', [parent]);
  await save('grandchild', [child]);
  gateway.inject({ kind: 'answer', status: 503 });
  await tab.resume();
  await expect.poll(() => committedIds(server)).toEqual(['parent', 'child', 'grandchild']);

  gateway.inject({ kind: 'answer', status: 422 });
  const refused = await save('refused', []);
  await save('dependent', [refused]);
  await expect.poll(async () => (await tab.states()).slice(-2)).toEqual(['failed:refused', 'failed:dependency-failed']);
  expect(storedValue(server, 'dependent')).toBeUndefined();

  await tab.page.evaluate((id) => window.lab.client.retry(id), refused);
  await expect.poll(() => storedValue(server, 'dependent')).toBe('dependent');
});

test('[G11] a deletion meets what it undoes before either is sent: neither reaches the server', async ({
  gateway,
  openTab,
  server,
}) => {
  const tab = await openTab();
  await tab.pause();
  await tab.save('undone');
  await tab.remove('undone');
  await tab.save('other');
  await expect.poll(() => tab.states()).toEqual(['completed:annihilated', 'completed:moot', 'pending:turn']);
  await tab.resume();
  await expect.poll(() => storedValue(server, 'other')).toBe('other');
  await expect.poll(() => tab.queued()).toBe(0);
  expect(gateway.saves).toHaveLength(1);
});

test('[G11] a deletion of what may have arrived is sent after it: the server ends as if both had been', async ({
  gateway,
  openTab,
  server,
}) => {
  const tab = await openTab();
  gateway.inject({ kind: 'drop-answer' });
  gateway.inject({ kind: 'answer', status: 503 }); // For Chromium, which itself tries again at once.
  await tab.save('message', 'hello', 'chat');
  await gateway.sawSaves(1);
  await tab.remove('message', 'chat');
  await expect.poll(() => tab.states()).toEqual(['completed:delivered', 'completed:delivered']);
  expect(committed(server)).toMatchObject([{ id: 'message', value: null }]);
  expect(effects(server)).toBe(2);
});

test('[G25] cancelled while it waits: not sent, and those behind it go on', async ({ gateway, openTab, server }) => {
  const tab = await openTab();
  await tab.pause();
  const id = await tab.save('cancelled', 'cancelled', 'lane');
  await tab.save('behind', 'behind', 'lane');
  await tab.cancel(id);
  await tab.resume();
  await expect.poll(() => storedValue(server, 'behind')).toBe('behind');
  expect(await tab.follow(id)).toEqual({
    kind: 'cancelled',
    mayHaveArrived: false,
  });
  expect(gateway.saves).toHaveLength(1);
});
