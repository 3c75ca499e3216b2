import { expect, test } from 'vitest';
import { objectionsTo, replayed, stored } from './play.ts';

test('a task whose dependency was replaced fails with the successor', async () => {
  const objections = await objectionsTo(
    stored({ register: 0 }),
    stored({ register: 0 }),
    stored({ dependsOn: [2] }),
    replayed('malformed'),
  );
  expect(objections).toEqual([]);
});
