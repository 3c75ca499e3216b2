import { expect, test } from 'vitest';
import { arrivals, replayed, stored, wished } from './play.ts';

test('what is enqueued after the task that it depends on was discarded is not sent', async () => {
  const arrived = await arrivals(stored(), replayed('malformed'), wished('discard'), stored({ dependsOn: [1] }));
  expect(arrived).toEqual([]);
});
