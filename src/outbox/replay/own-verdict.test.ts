import { beforeEach, describe, expect, test } from 'vitest';
import { TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

describe('a verdict of its own', () => {
  test.each([
    [404, 'delivered', 'delivered'],
    [200, 'refused', 'failed: refused'],
    [400, 'retry', 'waits for server'],
    [400, 'conflict', 'failed: conflict'],
  ] as const)('makes of a %i "%s"', async (status, kind, fate) => {
    world.restartWith({ verdict: (given) => (given.status === status ? kind : undefined) });
    world.server.answerAll(status);
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: fate });
  });

  test('that says nothing leaves it to the table', async () => {
    world.restartWith({ verdict: () => undefined });
    world.server.answerAll(400);
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: refused' });
  });

  test('that holds keeps the account', async () => {
    world.restartWith({ verdict: () => 'hold' });
    world.server.answerAll(403);
    await world.save('a');
    await world.replay();
    expect(await world.controls()).toMatchObject({ held: ['me'] });
  });

  test('that throws leaves it to the table: the answer is known, and so is its meaning', async () => {
    const cause = new Error('a mistake of the app');
    const broken = () => {
      throw cause;
    };
    world.restartWith({ verdict: broken });
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
    expect(world.traced).toContainEqual({ kind: 'hook-failed', hook: 'verdict', cause });
  });

  test.each([
    ['no word of the table', () => 'ok'],
    ['a promise', async () => 'refused'],
  ])('that is %s leaves it to the table, and is told', async (_, verdict) => {
    world.restartWith({ verdict: verdict as never });
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
    expect(world.traced).toContainEqual(expect.objectContaining({ kind: 'hook-failed', hook: 'verdict' }));
  });
});
