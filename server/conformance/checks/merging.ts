import { compareEntries, type Entry } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import { clockAt, entry, page, saved, tombstone } from '../world/asks.ts';
import { same } from '../world/not-conforming.ts';
import type { World } from '../world/world.ts';

const about = 'Clocks and the order of merging';

/** States of one entry, the least first. */
const NEWER: readonly Entry[] = [
  entry('a', clockAt(1_000), 9),
  entry('a', clockAt(1_000, 'aa', 1), 8),
  tombstone('a', clockAt(2_000), 7),
  entry('a', clockAt(2_001), 1),
];

const SAME_CLOCK: readonly Entry[] = [
  tombstone('a', clockAt(5), 255),
  entry('a', clockAt(5)),
  entry('a', clockAt(5), 1),
  entry('a', clockAt(5), 1, 0),
  entry('a', clockAt(5), 127, 255),
  entry('a', clockAt(5), 128),
];

const OTHER_DEVICE: readonly Entry[] = [
  entry('a', clockAt(5, 'aa'), 9),
  entry('a', clockAt(5, 'bb'), 1),
  entry('a', clockAt(5, 'ff00000000000000'), 0),
];

/** One after the other, in an order: whatever that is, the greatest is left, and each that loses is told what it lost to. */
async function merge(world: World, order: readonly Entry[]): Promise<void> {
  const account = await world.account();
  let greatest: Entry | undefined;
  let cursor = 0;
  for (const state of order) {
    const comparison = greatest === undefined ? 1 : compareEntries(state, greatest);
    const expected = { from: cursor, to: comparison > 0 ? cursor + 1 : cursor };
    const winners = comparison < 0 ? [greatest] : [];
    same('The answer', await saved(world, account, state), { ...expected, winners });
    if (comparison > 0) greatest = state;
    cursor = expected.to;
  }
  same('What is left', (await page(world, account)).entries, [greatest]);
}

function merging(name: string, states: readonly Entry[]): Check {
  return {
    name: `merging/${name}`,
    about,
    run: async (world) => {
      await merge(world, states);
      await merge(world, [...states].reverse());
      const last = states.slice(-1);
      await merge(world, [...last, ...states, ...states]);
    },
  };
}

export const MERGING_CHECKS: readonly Check[] = [
  merging('newest-clock', NEWER),
  merging('same-clock-by-bytes', SAME_CLOCK),
  merging('same-time-by-device', OTHER_DEVICE),
  {
    name: 'merging/each-for-itself',
    about,
    run: async (world) => {
      const account = await world.account();
      await saved(world, account, entry('a', clockAt(5), 5), entry('b', clockAt(5), 5));
      const answer = await saved(
        world,
        account,
        entry('a', clockAt(4), 4),
        entry('b', clockAt(6), 6),
        tombstone('c', clockAt(1)),
      );
      same('The answer', answer, { from: 2, to: 4, winners: [entry('a', clockAt(5), 5)] });
      const { entries } = await page(world, account);
      same('What is left', entries, [entry('a', clockAt(5), 5), entry('b', clockAt(6), 6), tombstone('c', clockAt(1))]);
    },
  },
];
