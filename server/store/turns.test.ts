import { expect, it } from 'vitest';
import { StorageUnavailableError } from './store.ts';
import { Turns } from './turns.ts';

function held() {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release: () => release() };
}

it('does what has one name one after the other, and what has another beside it', async () => {
  const turns = new Turns();
  const { until, release } = held();
  const done: string[] = [];
  const first = turns.take('alice', async () => {
    await until;
    done.push('first');
  });
  const second = turns.take('alice', async () => done.push('second'));
  await turns.take('bob', async () => done.push('beside'));
  expect(done).toEqual(['beside']);
  release();
  await Promise.all([first, second]);
  expect(done).toEqual(['beside', 'first', 'second']);
});

it('goes on behind one that failed', async () => {
  const turns = new Turns();
  const failing = turns.take('alice', () => Promise.reject(new RangeError('mine')));
  const next = turns.take('alice', async () => 'done');
  await expect(failing).rejects.toThrow(new RangeError('mine'));
  expect(await next).toBe('done');
});

it('sends away who comes when too many wait, and takes him when they are gone', async () => {
  const turns = new Turns();
  const { until, release } = held();
  const waiting = Array.from({ length: 200 }, () => turns.take('alice', () => until));
  await expect(turns.take('alice', async () => 'no')).rejects.toThrow(StorageUnavailableError);
  release();
  await Promise.all(waiting);
  expect(await turns.take('alice', async () => 'yes')).toBe('yes');
});
