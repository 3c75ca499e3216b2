import { expect, test } from 'vitest';
import { inOrder } from './in-order.ts';

test('work of one lane goes one after the other, also behind a failure; without a lane nobody waits', async () => {
  const run = inOrder();
  const done: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      await new Promise((resolve) => setTimeout(resolve, name === 'slow' ? 10 : 0));
      done.push(name);
      if (fails) throw new Error(name);
    };
  const slow = run('lane', work('slow', true)).catch(() => undefined);
  await Promise.all([slow, run('lane', work('behind')), run(null, work('free')), run('other', work('elsewhere'))]);
  expect(done.slice(-2)).toEqual(['slow', 'behind']);
  expect([...done].sort()).toEqual(['behind', 'elsewhere', 'free', 'slow']);
});
