import { effects } from '../support/database.ts';
import { refuseAll } from './faults.ts';
import { expect, test } from './test.ts';

test('[G24] [G25] what became of a task is told after a reload, and by another tab, as the server answered it', async ({
  gateway,
  openTab,
  server,
}) => {
  const tab = await openTab();
  refuseAll(gateway, 503);
  const id = await tab.save('followed');
  await gateway.sawSaves(1);
  await tab.page.reload();
  const other = await openTab();
  const [here, there] = [tab.follow(id), other.follow(id)];
  expect(effects(server)).toBe(0);

  gateway.heal();
  const settlement = await here;
  expect(settlement).toMatchObject({ kind: 'delivered', answer: { status: 200 } });
  expect(await there).toEqual(settlement);
  expect(effects(server)).toBe(1);
  expect(await other.follow(id)).toEqual(settlement);
  expect(await tab.follow('never-seen')).toEqual({ kind: 'unknown' });
});

test('[G24] two tabs list the same tasks in the same states, whatever happens to them in either', async ({
  gateway,
  openTab,
}) => {
  const [first, second] = [await openTab(), await openTab()];
  await first.pause();
  await first.saveAll(['a', 'b'], 'lane');
  const id = await second.save('c', 'c', 'lane');
  await expect.poll(() => first.states()).toEqual(['pending:turn', 'pending:turn', 'pending:turn']);
  await first.cancel(id);
  gateway.inject({ kind: 'answer', status: 422 });
  await second.resume();

  const states = ['failed:refused', 'completed:delivered', 'completed:cancelled'];
  for (const tab of [first, second]) await expect.poll(() => tab.states()).toEqual(states);
  const tasks = () => window.lab.client.tasks();
  expect(await first.page.evaluate(tasks)).toEqual(await second.page.evaluate(tasks));
});

test('[G25] a receipt settles with what happened: delivered, refused with the answer, cancelled unsent', async ({
  gateway,
  openTab,
}) => {
  const tab = await openTab();
  const settlementOf = (id: string) => tab.page.evaluate((text) => window.lab.settlementOf({ id: text, text }), id);
  expect(await settlementOf('delivered')).toMatchObject({ kind: 'delivered', answer: { status: 200 } });

  const problem = JSON.stringify({ title: 'No such thing', status: 422 });
  gateway.inject({
    kind: 'answer',
    status: 422,
    headers: { 'Content-Type': 'application/problem+json' },
    body: problem,
  });
  expect(await settlementOf('refused')).toMatchObject({
    kind: 'failed',
    error: { code: 'refused', message: 'No such thing', answer: { status: 422, body: problem } },
  });

  await tab.pause();
  const cancelled = settlementOf('cancelled');
  await expect.poll(() => tab.states()).toHaveLength(3);
  await tab.page.evaluate(() => window.lab.client.purge(({ status }) => status === 'pending'));
  expect(await cancelled).toEqual({ kind: 'cancelled', mayHaveArrived: false });
  expect(gateway.saves).toHaveLength(2);
});
