import { expect, test } from 'vitest';
import { signal } from '../../outbox/replay/signal.ts';
import { gathering } from './gathering.ts';

test('what comes while others are being worked for is done together next', async () => {
  const rounds: string[] = [];
  const begun = signal();
  const mayEnd = signal();
  const gather = gathering<number>(async (items) => {
    rounds.push(`begins with ${items}`);
    begun.resolve();
    await mayEnd.promise;
    rounds.push(`ends with ${items}`);
  });
  const first = gather(1);
  await begun.promise;
  const others = [gather(2), gather(3)];
  mayEnd.resolve();
  await Promise.all([first, ...others]);
  await gather(4);
  const inTurn = ['1', '2,3', '4'].flatMap((items) => [`begins with ${items}`, `ends with ${items}`]);
  expect(rounds).toEqual(inTurn);
});

test('whoever is gathered learns of a failure, and nobody else', async () => {
  const gather = gathering<string>(async (items) => {
    if (items.includes('bad')) throw new Error('no');
  });
  await expect(gather('bad')).rejects.toThrow('no');
  await expect(gather('good')).resolves.toBeUndefined();
});
