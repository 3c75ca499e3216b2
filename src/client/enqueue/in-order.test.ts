import { expect, test } from 'vitest';
import { inOrder } from './in-order.ts';

test('work of one lane goes one after the other, also behind a failure; without a lane nobody waits', async () => {
  const run = inOrder();
  const done: string[] = [];
  const work = (name: string) => async () => void done.push(name);
  let fail = (_: Error) => {};
  const failing = new Promise<void>((_, reject) => {
    fail = reject;
  });
  const slow = run('lane', () => failing.finally(work('slow')));
  const behind = run('lane', work('behind'));
  await Promise.all([run(null, work('free')), run('other', work('elsewhere'))]);
  expect(done).toEqual(['free', 'elsewhere']);

  fail(new Error('slow'));
  await expect(slow).rejects.toThrow('slow');
  await behind;
  expect(done).toEqual(['free', 'elsewhere', 'slow', 'behind']);
});
