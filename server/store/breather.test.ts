import { expect, it } from 'vitest';
import { breather } from './breather.ts';

it('lets others get on whenever a stretch has lasted too long, and not sooner', async () => {
  let [now, turns] = [0, 0];
  const breathe = breather(() => now);
  const count = (): void => {
    turns += 1;
    if (turns < 100) setImmediate(count);
  };
  setImmediate(count);
  now = 9;
  await breathe();
  expect(turns).toBe(0);
  now = 10;
  await breathe();
  expect(turns).toBeGreaterThan(0);
  const before = turns;
  now = 19;
  await breathe();
  expect(turns).toBe(before);
});
