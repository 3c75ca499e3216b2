import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

test('calls during a run lead to one more run, which begins after all of them', async () => {
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const read = oneAtATime(async () => {
    log.push('begins');
    await new Promise<void>((resolve) => ends.push(resolve));
    log.push('ends');
  });
  const first = read();
  const others = Promise.all([read(), read()]);
  expect(log).toEqual(['begins']);
  ends[0]?.();
  await first;
  await expect.poll(() => ends.length).toBe(2);
  ends[1]?.();
  await others;
  expect(log).toEqual(['begins', 'ends', 'begins', 'ends']);
});

test('a run that fails is told to its callers, and stands in nobody else’s way', async () => {
  let runs = 0;
  const read = oneAtATime(async () => {
    runs += 1;
    if (runs === 1) throw new Error('Unreadable.');
  });
  const first = read();
  const second = read();
  await expect(first).rejects.toThrow('Unreadable.');
  await second;
  expect(runs).toBe(2);
});

test('a call between a run and the one that waits for it begins no third', async () => {
  let atOnce = 0;
  let most = 0;
  const read = oneAtATime(async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await Promise.resolve();
    atOnce -= 1;
  });
  const calls = [read(), read()];
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.resolve();
    calls.push(read());
  }
  await Promise.all(calls);
  expect(most).toBe(1);
});
