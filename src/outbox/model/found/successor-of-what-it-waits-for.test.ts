import { expect, test } from 'vitest';
import { objectionsTo, stored } from './play.ts';

test('a task that would replace the one that it depends on comes after it', async () => {
  const objections = await objectionsTo(stored({ register: 0 }), stored({ register: 0, dependsOn: [1] }));
  expect(objections).toEqual([]);
});
