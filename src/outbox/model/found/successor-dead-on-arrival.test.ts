import { expect, test } from 'vitest';
import { arrivals, stored } from './play.ts';

test('a task that ends as soon as it is listed takes nobody’s place', async () => {
  const arrived = await arrivals(
    stored({ register: 0 }),
    stored({ creates: 0 }),
    stored({ annihilates: 0 }),
    stored({ register: 0, dependsOn: [2] }),
  );
  expect(arrived).toEqual(['task-0001']);
});
