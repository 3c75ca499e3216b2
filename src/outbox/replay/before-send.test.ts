import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { BeforeSend } from '../delivery.ts';
import { TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const lane = { orderingKey: 'lane' };

describe('beforeSend', () => {
  test('is asked about every task, as it waits', async () => {
    const beforeSend = vi.fn<BeforeSend>(() => 'send');
    world.restart({ beforeSend });
    await world.save('a');
    await world.replay();
    expect(beforeSend.mock.calls).toMatchObject([[{ id: 'a', status: 'pending', context: { of: 'a' } }]]);
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('that holds keeps the task and those behind it, until it is asked at a later pass', async () => {
    let decision: 'hold' | 'send' = 'hold';
    world.restart({ beforeSend: ({ id }) => (id === 'a' ? decision : 'send') });
    await world.saveAll(['a', 'b'], lane);
    await world.save('elsewhere');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'waits for app', b: 'waits for turn', elsewhere: 'delivered' });
    expect(await world.row('a')).toMatchObject({ attempts: 0 });
    decision = 'send';
    await world.replay();
    expect(world.server.keys).toEqual(['elsewhere', 'a', 'b']);
  });

  test('that drops ends the task unsent, and those behind it go', async () => {
    world.restart({ beforeSend: ({ id }) => (id === 'a' ? 'drop' : 'send') });
    await world.saveAll(['a', 'b'], lane);
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'dropped', b: 'delivered' });
    expect([world.server.keys, await world.held()]).toEqual([['b'], 0]);
  });

  test('that throws holds, and is told', async () => {
    const cause = new Error('a mistake of the app');
    world.restart({ beforeSend: () => Promise.reject(cause) });
    await world.save('a');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'waits for app' });
    expect(world.traced).toContainEqual({ kind: 'hook-failed', hook: 'beforeSend', cause });
  });

  test('that decides nothing holds, and is told', async () => {
    world.restart({ beforeSend: (() => undefined) as never });
    await world.save('a');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'waits for app' });
    expect(world.traced).toContainEqual(expect.objectContaining({ kind: 'hook-failed', hook: 'beforeSend' }));
  });

  test('that never answers holds when its time is up', async () => {
    world.restart({ beforeSend: () => new Promise(() => undefined), limits: { attempt: 1_000 } });
    await world.save('a');
    const replay = world.replay();
    for (let turn = 0; turn < 50; turn += 1) await world.held();
    world.clock.advance(1_000);
    await replay;
    expect(await world.fates()).toEqual({ a: 'waits for app' });
  });
});
