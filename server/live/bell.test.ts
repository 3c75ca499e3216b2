import { expect, it } from 'vitest';
import { Bell } from './bell.ts';

it('wakes who waits', async () => {
  const bell = new Bell();
  const heard = bell.heard(60_000);
  bell.ring();
  expect(await heard).toBe(true);
});

it('is heard once by who comes later, however often it rang', async () => {
  const bell = new Bell();
  for (const _ of [1, 2]) bell.ring();
  expect([await bell.heard(60_000), await bell.heard(0)]).toEqual([true, false]);
});
