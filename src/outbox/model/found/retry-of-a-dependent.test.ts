import { expect, test } from 'vitest';
import { objectionsTo, replayed, stored, wished } from './play.ts';

test('a task that is retried does not wait for ever for one that has failed', async () => {
  const objections = await objectionsTo(
    stored(),
    stored({ dependsOn: [1] }),
    replayed('malformed'),
    wished('retry', 1),
  );
  expect(objections).toEqual([]);
});
