import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { TaskRules } from '../task/rules.ts';
import { answer } from '../testing/test-server.ts';
import { ORIGIN, TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

describe('resolve', () => {
  const resolving = (resolve: NonNullable<TaskRules['resolve']>) => world.restartWith({ resolve });

  beforeEach(() => {
    world.server.respond = ({ path }) =>
      path === '/merged' ? answer(204) : Response.json({ theirs: 1 }, { status: 409 });
  });

  test('sends the request that takes the other one’s place, under a key of its own', async () => {
    resolving(async ({ request, answer: { body } }) => {
      return new Request(`${ORIGIN}/merged`, { method: 'PUT', body: `${await request.text()} and ${body}` });
    });
    await world.save('a');
    await world.replay();
    expect(world.server.received).toMatchObject([
      { key: 'a', path: '/a' },
      { key: 'a-resolved', path: '/merged', method: 'PUT', body: 'body of a and {"theirs":1}' },
    ]);
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('may let the server’s state stand', async () => {
    resolving(() => 'keep-theirs');
    await world.save('a');
    await world.replay();
    expect(await world.task('a')).toMatchObject({ outcome: { kind: 'conceded', answer: { status: 409 } } });
    expect(await world.held()).toBe(0);
  });

  test('may leave it to the person', async () => {
    resolving(() => 'ask');
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: conflict' });
  });

  test('that throws leaves it to the person, and is told', async () => {
    const cause = new Error('cannot merge');
    resolving(() => Promise.reject(cause));
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: conflict' });
    expect(world.traced).toContainEqual({ kind: 'hook-failed', hook: 'resolve', cause });
  });

  test('is asked once an attempt: a second conflict is the person’s', async () => {
    const resolve = vi.fn(() => new Request(`${ORIGIN}/again`, { method: 'PUT', body: 'x' }));
    resolving(resolve);
    await world.save('a');
    await world.replay();
    expect([resolve.mock.calls.length, world.server.keys]).toEqual([1, ['a', 'a-resolved']]);
    expect(await world.fates()).toEqual({ a: 'failed: conflict' });
  });
});
