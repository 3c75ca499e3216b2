import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OnceAMinute } from './once-a-minute.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('tells the first of each name, in each minute', () => {
  const minute = new OnceAMinute();
  const told = () => ['a', 'b', 'a'].map((name) => minute.isFirst(name));
  expect([told(), told()]).toEqual([
    [true, true, false],
    [false, false, false],
  ]);
  vi.advanceTimersByTime(60_000);
  expect(told()).toEqual([true, true, false]);
});

it('tells of 1,000 names a minute, however many there are', () => {
  const minute = new OnceAMinute();
  const first = Array.from({ length: 5000 }, (_, index) => minute.isFirst(`${index}`)).filter(Boolean);
  expect(first).toHaveLength(1000);
});
