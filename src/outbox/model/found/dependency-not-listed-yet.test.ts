import { expect, test } from 'vitest';
import { objectionsTo, stored, storedUnlisted, wished } from './play.ts';

test('a task fails with one that its page had no time to list', async () => {
  const objections = await objectionsTo(
    stored(),
    wished('cancel'),
    storedUnlisted({ dependsOn: [1] }),
    stored({ dependsOn: [1] }),
  );
  expect(objections).toEqual([]);
});
