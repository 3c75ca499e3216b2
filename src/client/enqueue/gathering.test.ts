import { expect, test } from 'vitest';
import { gathering } from './gathering.ts';

test('what comes while others are being worked for is done together next', async () => {
  const rounds: (readonly number[])[] = [];
  const gather = gathering<number>(async (items) => {
    rounds.push(items);
    await new Promise((resolve) => setTimeout(resolve));
  });
  const first = gather(1);
  await Promise.resolve();
  await Promise.all([first, gather(2), gather(3)]);
  await gather(4);
  expect(rounds.flat()).toEqual([1, 2, 3, 4]);
  expect(rounds.length).toBeLessThan(4);
});

test('whoever is gathered learns of a failure, and nobody else', async () => {
  const gather = gathering<string>(async (items) => {
    if (items.includes('bad')) throw new Error('no');
  });
  await expect(gather('bad')).rejects.toThrow('no');
  await expect(gather('good')).resolves.toBeUndefined();
});
