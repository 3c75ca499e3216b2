import { expect, test } from 'playwright/test';
import { FAULT_KINDS } from './fault.ts';
import { soak } from './soak.ts';

/** The short form; `npm run soak` has the long one. */
const SHORT = { tasks: 300, seed: 1 } as const;

test('[G1] [G3] [G7] [G9] under every kind of fault nothing is lost, duplicated, reordered or wrong', async () => {
  const { judgement, faults, driven, failures } = await soak({ ...SHORT, queue: 'backhaul' });
  expect(judgement).toEqual({ lost: [], duplicated: [], reordered: [], wrong: [] });
  expect(failures).toEqual([]);
  expect(driven).toEqual({ nudges: 0, undelivered: 0, unanswered: 0 });
  expect(FAULT_KINDS.filter((kind) => faults[kind] === 0)).toEqual([]);
});

test('the same soak finds what the stock queue of Workbox loses', async () => {
  const { judgement } = await soak({ ...SHORT, queue: 'stock' });
  expect(judgement.lost.length).toBeGreaterThan(0);
});
