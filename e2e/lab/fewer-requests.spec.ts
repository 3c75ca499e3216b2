import { committed, effects, storedValue } from '../support/database.ts';
import type { LabTab } from './lab.ts';
import { expect, test } from './test.ts';

test('[G18] 300 tasks arrive in three requests, each lane in its order, each with one effect', async ({
  gateway,
  newTab,
  server,
  site,
}) => {
  site.worker = 'batching';
  const tab = await paused(await newTab());
  const lanes = ['red', 'green', 'blue'];
  const notes = Array.from({ length: 300 }, (_, index) => {
    const lane = lanes[index % lanes.length]!;
    return { id: `${lane}-${String(index).padStart(3, '0')}`, text: String(index), lane };
  });
  await tab.page.evaluate((all) => window.lab.saveAll(all), notes);
  await resume(tab);

  await expect.poll(() => committed(server)).toHaveLength(notes.length);
  await expect.poll(() => tab.queued()).toBe(0);
  const inOrder = committed(server).map(({ id }) => id);
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
  newTab,
  server,
  site,
}) => {
  site.worker = 'batching';
  const tab = await paused(await newTab());
  await tab.saveAll(Array.from({ length: 50 }, (_, index) => `note-${index}`));
  gateway.inject({ kind: 'drop-answer' }, ({ path }) => path === '/v1/batch');
  await resume(tab);

  await expect.poll(() => tab.queued()).toBe(0);
  expect(committed(server)).toHaveLength(50);
  expect(effects(server)).toBe(50);
});

test('[G12] a task goes after those it depends on, and fails with them, with the reason', async ({
  gateway,
  newTab,
  server,
}) => {
  const tab = await paused(await newTab());
  const save = (id: string, dependsOn: readonly string[]) =>
    tab.page.evaluate((asked) => window.lab.save(asked.note, { dependsOn: asked.dependsOn }), {
      note: { id, text: id },
      dependsOn,
    });
  const parent = await save('parent', []);
  const child = await save('child', [parent]);
  await save('grandchild', [child]);
  gateway.inject({ kind: 'answer', status: 503 });
  await resume(tab);
  await expect.poll(() => committed(server).map(({ id }) => id)).toEqual(['parent', 'child', 'grandchild']);

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
  newTab,
  server,
}) => {
  const tab = await paused(await newTab());
  await tab.save('undone');
  await tab.page.evaluate(() => window.lab.remove({ id: 'undone' }));
  await tab.save('other');
  await expect.poll(() => tab.states()).toEqual(['completed:annihilated', 'completed:annihilated', 'pending:turn']);
  await resume(tab);
  await expect.poll(() => storedValue(server, 'other')).toBe('other');
  await expect.poll(() => tab.queued()).toBe(0);
  expect(gateway.saves).toHaveLength(1);
});

test('[G11] a deletion of what may have arrived is sent after it: the server ends as if both had been', async ({
  gateway,
  newTab,
  server,
}) => {
  const tab = await (await newTab()).open();
  gateway.inject({ kind: 'drop-answer' });
  gateway.inject({ kind: 'answer', status: 503 }); // For Chromium, which itself tries again at once.
  await tab.page.evaluate(() => window.lab.save({ id: 'message', text: 'hello', lane: 'chat' }));
  await gateway.sawSaves(1);
  await tab.page.evaluate(() => window.lab.remove({ id: 'message', lane: 'chat' }));
  await expect.poll(() => tab.states()).toEqual(['completed:delivered', 'completed:delivered']);
  expect(committed(server)).toMatchObject([{ id: 'message', value: null }]);
  expect(effects(server)).toBe(2);
});

test('[G25] cancelled while it waits: not sent, and those behind it go on', async ({ gateway, newTab, server }) => {
  const tab = await paused(await newTab());
  const id = await tab.save('cancelled', 'cancelled', 'lane');
  await tab.save('behind', 'behind', 'lane');
  await tab.page.evaluate((task) => window.lab.client.cancel(task), id);
  await resume(tab);
  await expect.poll(() => storedValue(server, 'behind')).toBe('behind');
  expect(await tab.page.evaluate((task) => window.lab.client.follow(task), id)).toEqual({
    kind: 'cancelled',
    mayHaveArrived: false,
  });
  expect(gateway.saves).toHaveLength(1);
});

/** An open tab that stores and does not send yet. */
async function paused(tab: LabTab): Promise<LabTab> {
  await tab.open();
  await tab.page.evaluate(() => window.lab.client.pause());
  return tab;
}

async function resume({ page }: LabTab): Promise<void> {
  await page.evaluate(() => window.lab.client.resume());
}
