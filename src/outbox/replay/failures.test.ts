import { beforeEach, describe, expect, test } from 'vitest';
import { TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const known = (type: string, version = 1) => ({ type, version });

describe('a refusal', () => {
  test('fails the task in the words of the server, keeps its request, and waits for the person', async () => {
    await world.save('a');
    world.server.respond = () => Response.json({ detail: 'too long (64 at most)' }, { status: 400 });
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.task('a')).toMatchObject({
      status: 'failed',
      error: { code: 'refused', message: 'too long (64 at most)', answer: { status: 400 } },
    });
    expect(await world.held()).toBe(1);
    await world.replay(true);
    expect(world.server.keys).toEqual(['a']);
  });

  test.each([409, 412])('with a %i is a conflict', async (status) => {
    await world.save('a');
    world.server.answerAll(status);
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: conflict' });
  });

  test('is tried again when the person asks, as it was stored', async () => {
    await world.save('a');
    world.server.answerAll(400);
    await world.replay();
    world.server.answerAll(204);
    await world.retry('a');
    expect(await world.task('a')).toMatchObject({ status: 'pending', retryCount: 0, wait: { for: 'turn' } });
    await world.replay();
    expect(world.server.received.at(-1)).toMatchObject({ key: 'a', body: 'body of a' });
    expect(await world.held()).toBe(0);
  });
});

describe('a task whose kind or version this version of the app does not know', () => {
  test('is quarantined: kept, unsent, and in nobody’s way', async () => {
    await world.save('unknown', { taskType: 'of-the-future', orderingKey: 'lane' });
    await world.save('newer', { version: 2, orderingKey: 'lane' });
    await world.save('known', { orderingKey: 'lane' });
    world.restart({ tasks: [known('save')] });
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({
      unknown: 'failed: unknown-type',
      newer: 'failed: unknown-version',
      known: 'delivered',
    });
    expect(world.server.keys).toEqual(['known']);
    expect(await world.held()).toBe(2);
  });

  test('is let go by a version that knows it', async () => {
    await world.save('a', { taskType: 'of-the-future' });
    world.restart({ tasks: [known('save')] });
    await world.replay();
    world.restart({ tasks: [known('save'), known('of-the-future')] });
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('is let go by a version that sends every kind as it was stored', async () => {
    await world.save('a', { version: 7 });
    world.restart({ tasks: [known('save')] });
    await world.replay();
    world.restart();
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('of an older version is quarantined too, where nobody says how to migrate it', async () => {
    await world.save('a', { version: 1 });
    world.restart({ tasks: [known('save', 2)] });
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: unknown-version' });
  });

  test('holds up its lane when its kind blocks it', async () => {
    await world.save('a', { taskType: 'of-the-future', orderingKey: 'lane', blocksLane: true });
    await world.save('b', { orderingKey: 'lane' });
    world.restart({ tasks: [known('save')] });
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: unknown-type', b: 'waits for turn' });
  });

  test('is no plain request: those need no definition', async () => {
    await world.save('a', { taskType: 'fetch' });
    world.restart({ tasks: [] });
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });
});

describe('a task whose request is gone', () => {
  test('is told, not waited for', async () => {
    await world.save('a');
    await world.stores.queue.remove(await world.stores.queue.keys());
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'failed: request-missing' });
  });

  test('is not one that is stored while a pass begins', async () => {
    const { queue } = world.stores;
    let isFirst = true;
    const during = {
      ...queue,
      keys: async () => {
        const keys = await queue.keys();
        if (isFirst) {
          isFirst = false;
          await world.save('a');
        }
        return keys;
      },
    };
    await world.anotherReplayer({}, { queue: during }).replay({ networkIsBack: false });
    expect(await world.task('a')).not.toMatchObject({ status: 'failed' });
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });
});
