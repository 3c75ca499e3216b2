import { expect, test } from 'vitest';
import { failures, replayed, stored } from './play.ts';

test('what failed because of a task is undone with it', async () => {
  const failed = await failures(
    stored({ creates: 0 }),
    stored({ dependsOn: [1] }),
    replayed('malformed'),
    stored({ annihilates: 0 }),
  );
  expect(failed).toEqual([]);
});
