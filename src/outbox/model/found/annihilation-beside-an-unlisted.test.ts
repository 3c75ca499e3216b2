import { expect, test } from 'vitest';
import { objectionsTo, stored, storedUnlisted } from './play.ts';

test('what undoes a thing also undoes what its page had no time to list', async () => {
  const objections = await objectionsTo(
    storedUnlisted({ creates: 0 }),
    stored({ creates: 0 }),
    stored({ annihilates: 0 }),
  );
  expect(objections).toEqual([]);
});
