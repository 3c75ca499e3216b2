import { expect, test } from 'vitest';
import { arrivals, stored } from './play.ts';

test('what depends on a deletion that had nothing to delete goes on', async () => {
  const arrived = await arrivals(stored({ creates: 0 }), stored({ annihilates: 0 }), stored({ dependsOn: [1] }));
  expect(arrived).toHaveLength(1);
});
