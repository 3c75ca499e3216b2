import { describe, expect, test } from 'vitest';
import type { QueueTask } from '../../protocol/index.ts';
import { liveWorld } from '../testing/live-world.ts';
import { delivered, failed, pending, sending, superseded } from '../testing/tasks.ts';
import { Settlements } from './settlements.ts';

const follow = async (...tasks: QueueTask[]) => {
  const lifetime = new AbortController();
  const world = liveWorld(tasks);
  await world.live.refresh();
  return { ...world, lifetime, settlements: new Settlements(world.live, lifetime.signal) };
};

describe('a settlement', () => {
  test('comes with the announcement that settles the task', async () => {
    const { announce, settlements } = await follow(pending('a'));
    const settled = settlements.of('a');
    announce(2, [sending('a')]);
    announce(3, [failed('a')]);
    expect(await settled).toEqual({ kind: 'failed', error: { code: 'refused', message: 'too long' } });
  });

  test('comes at once for a task that is settled', async () => {
    const { settlements } = await follow(delivered('a'), superseded('b', 'a'));
    expect(await settlements.of('a')).toMatchObject({ kind: 'delivered' });
    expect(await settlements.of('b')).toEqual({ kind: 'superseded', by: 'a' });
  });

  test('comes to all who wait for it', async () => {
    const { announce, settlements } = await follow(pending('a'));
    const all = Promise.all([settlements.of('a'), settlements.of('a')]);
    announce(2, [delivered('a')]);
    expect((await all).map(({ kind }) => kind)).toEqual(['delivered', 'delivered']);
  });

  test('of a task that is stored but not listed yet is waited for', async () => {
    const { announce, settlements } = await follow();
    const settled = settlements.ofNew('a');
    announce(2, [pending('a')]);
    announce(3, [delivered('a')]);
    expect(await settled).toMatchObject({ kind: 'delivered' });
  });

  test('is found when the ledger had to be read again', async () => {
    const { announce, hold, settlements } = await follow(pending('a'));
    const settled = settlements.of('a');
    hold([delivered('a')], 9);
    announce(9, []);
    expect(await settled).toMatchObject({ kind: 'delivered' });
  });

  test('of a task that is listed no more is "unknown", of one that was never there "unknown"', async () => {
    const { announce, settlements } = await follow(pending('a'));
    const settled = settlements.of('a');
    announce(2, [], { removed: ['a'] });
    expect(await settled).toEqual({ kind: 'unknown' });
    expect(await settlements.of('z')).toEqual({ kind: 'unknown' });
  });
});
