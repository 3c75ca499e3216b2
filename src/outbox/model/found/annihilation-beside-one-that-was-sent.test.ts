import { expect, test } from 'vitest';
import { objectionsTo, replayed, stored } from './play.ts';

test('what undoes a thing is sent when an earlier form of the thing may have arrived', async () => {
  const objections = await objectionsTo(
    stored({ register: 0, creates: 0 }),
    replayed('answer-lost'),
    stored({ register: 0, creates: 0 }),
    stored({ annihilates: 0 }),
  );
  expect(objections).toEqual([]);
});
