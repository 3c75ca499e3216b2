import { expect, test } from 'vitest';
import type { Enqueued, HeldBack } from './enqueued.ts';
import { LeftOvers } from './left-overs.ts';
import { turnsByCollection } from './turns.ts';

const noRoom: Enqueued = { kind: 'held-back', reason: 'storage-full' };

/** An outbox that has room for so many requests. */
function outbox(room: number) {
  const enqueued: string[] = [];
  const held: HeldBack[] = [];
  const turns = turnsByCollection();
  const space = { room };
  const enqueueLeftOver = async (collection: string): Promise<Enqueued> => {
    if (enqueued.length >= space.room) return noRoom;
    enqueued.push(collection);
    return { kind: 'enqueued' };
  };
  const leftOvers = new LeftOvers({ enqueueLeftOver }, turns, (now) => held.push(now));
  return { enqueued, held, space, turns, leftOvers };
}

test('what found no room is told, and tried again each time there may be some', async () => {
  const { enqueued, held, space, leftOvers } = outbox(1);
  await leftOvers.enqueue(['profile', 'space:1']);
  expect(held.at(-1)).toEqual(new Map([['space:1', 'storage-full']]));
  await leftOvers.enqueue([]);
  expect(held).toHaveLength(1);
  space.room = 2;
  await leftOvers.enqueue([]);
  expect(enqueued).toEqual(['profile', 'space:1']);
  expect(held.at(-1)).toEqual(new Map());
});

test('a collection that is being saved holds up only the left-overs, and no other save', async () => {
  const { enqueued, turns, leftOvers } = outbox(9);
  let end: () => void = () => undefined;
  void turns.run('space:1', () => new Promise<void>((resolve) => (end = resolve)));
  const all = leftOvers.enqueue(['space:1', 'profile']);
  await turns.run('profile', async () => enqueued.push('a save of the profile'));
  end();
  await all;
  expect(enqueued).toEqual(['a save of the profile', 'space:1', 'profile']);
});

test('what is asked for while left-overs are enqueued is enqueued too', async () => {
  const { enqueued, leftOvers } = outbox(9);
  const all = leftOvers.enqueue(['space:1']);
  await Promise.all([all, leftOvers.enqueue(['space:2'])]);
  expect(enqueued).toEqual(['space:1', 'space:2']);
});

test('a later save of the same collection settles what was held back', async () => {
  const { held, leftOvers } = outbox(0);
  leftOvers.note('profile', noRoom);
  leftOvers.note('profile', { kind: 'enqueued' });
  expect(held.map(({ size }) => size)).toEqual([1, 0]);
});
