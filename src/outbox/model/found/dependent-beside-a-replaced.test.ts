import { expect, test } from 'vitest';
import { objectionsTo, stored, storedUnlisted } from './play.ts';

test('a lane is not overtaken because another lane had a task that was replaced from behind', async () => {
  const objections = await objectionsTo(
    stored({ lane: 1, register: 1 }),
    stored({ lane: 1 }),
    storedUnlisted({ lane: 0, dependsOn: [1] }),
    stored({ lane: 0, register: 1 }),
  );
  expect(objections).toEqual([]);
});
