import { expect, test } from 'vitest';
import { objectionsTo, replayed, stored, storedUnlisted } from './play.ts';

test('a lane whose task waits, through another one of it, for one behind them both lets that one by', async () => {
  const objections = await objectionsTo(
    stored({ register: 1 }),
    stored({ lane: 0, dependsOn: [1] }),
    replayed('not-found'),
    storedUnlisted({ lane: 0, dependsOn: [1] }),
    stored({ lane: 0, register: 1 }),
  );
  expect(objections).toEqual([]);
});
