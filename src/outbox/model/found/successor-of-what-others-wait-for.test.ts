import { expect, test } from 'vitest';
import { objectionsTo, stored } from './play.ts';

test('a task that would replace the one on which a task before it in its lane depends comes after both', async () => {
  const objections = await objectionsTo(
    stored({ lane: 0, register: 0 }),
    stored({ lane: 0, dependsOn: [1] }),
    stored({ lane: 0, register: 0 }),
  );
  expect(objections).toEqual([]);
});
