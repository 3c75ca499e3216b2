import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../delivery.ts';
import { answer } from '../testing/test-server.ts';
import { TestWorld } from '../testing/test-world.ts';
import { signal } from './signal.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const lane = { orderingKey: 'lane' };

describe('a replay', () => {
  test('sends, settles, and takes the entry out of the queue', async () => {
    await world.save('a');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.received).toMatchObject([{ key: 'a', path: '/a', method: 'POST', body: 'body of a' }]);
    expect(await world.task('a')).toMatchObject({ status: 'completed', outcome: { kind: 'delivered' } });
    expect(await world.held()).toBe(0);
  });

  test('sends what the page had no time to list', async () => {
    await world.store('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('of an empty outbox is drained, and changes nothing', async () => {
    expect(await world.replay(true)).toEqual({ kind: 'drained' });
    expect([world.announced, world.server.received]).toEqual([[], []]);
  });

  test('takes in what is stored while it runs', async () => {
    await world.save('a');
    world.server.respond = async ({ path }) => {
      if (path === '/a') {
        await world.save('b');
        void world.replay();
      }
      return answer(204);
    };
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keys).toEqual(['a', 'b']);
  });

  test('[G10] sends what is small before what is large, whichever was stored first', async () => {
    world.restart({ limits: { lanes: 1 } });
    await world.save('large', { body: 'x'.repeat(100_000) });
    await world.save('small');
    await world.replay();
    expect(world.server.keys).toEqual(['small', 'large']);
  });

  test('[G10] leaves a lane to what is small, however much is large: a save passes uploads that are on their way', async () => {
    world.restart({ limits: { lanes: 2 } });
    await world.saveAll(['upload-1', 'upload-2', 'upload-3'], { body: 'x'.repeat(100_000) });
    const saved = signal();
    world.server.respond = async ({ path }) => {
      if (path === '/upload-1') {
        await world.save('small');
        void world.replay();
        await saved.promise; // Nothing large ends before the small one has gone.
      }
      if (path === '/small') saved.resolve();
      return answer(204);
    };
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keys.slice(0, 2)).toEqual(['upload-1', 'small']);
  });

  test('takes in what is stored in a lane that is sending', async () => {
    await world.save('a', lane);
    world.server.respond = async ({ path }) => {
      if (path === '/a') {
        await world.save('b', lane);
        void world.replay();
        for (let turn = 0; turn < 50; turn += 1) await world.held(); // Time enough for the survey to look.
      }
      return answer(204);
    };
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keys).toEqual(['a', 'b']);
  });

  test('that starts while another one sends does not send the same', async () => {
    await world.save('a');
    let release = () => {};
    world.server.respond = () =>
      new Promise((resolve) => {
        release = () => resolve(answer(204));
      });
    const first = world.replay();
    await expect.poll(() => world.server.keys).toEqual(['a']);
    const second = world.anotherReplayer().replay({ networkIsBack: true });
    for (let turn = 0; turn < 50; turn += 1) await world.held(); // Time enough for one that does not wait.
    release();
    await Promise.all([first, second]);
    expect(world.server.keys).toEqual(['a']);
  });

  test('starts nothing new after its time is over', async () => {
    world.restart({ limits: { attempt: 10 * DEFAULT_LIMITS.pass } });
    await world.saveAll(['a1', 'a2'], lane);
    world.server.respond = () => {
      world.clock.advance(DEFAULT_LIMITS.pass);
      return answer(204);
    };
    expect(await world.replay()).toEqual({ kind: 'unfinished', tasks: 1 });
    expect(await world.replay()).toEqual({ kind: 'drained' });
  });

  test('has only so many lanes on their way at once', async () => {
    world.restart({ limits: { lanes: 2 } });
    await world.save('slow');
    await world.saveAll(['a', 'b', 'c'], lane);
    await world.saveAll(['d', 'e']);
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    world.server.respond = async ({ path }) => {
      if (path === '/c') release();
      if (path === '/slow') await until;
      return answer(204);
    };
    await world.replay();
    // A third lane would have begun with the other two, long before the last task of the second.
    expect(world.server.keys.slice(0, 4)).toEqual(['slow', 'a', 'b', 'c']);
    expect(world.server.keys).toHaveLength(6);
  });
});

describe('a lane', () => {
  test('keeps its order and stops at its first retry; other lanes go on', async () => {
    await world.saveAll(['a1', 'a2'], { orderingKey: 'a' });
    await world.save('b1', { orderingKey: 'b' });
    world.server.answerOnly({ '/a1': 503 });
    expect(await world.replay()).toEqual({ kind: 'unfinished', tasks: 2 });
    expect([...world.server.keys].sort()).toEqual(['a1', 'b1']);
    world.server.answerAll(204);
    world.clock.advance(1_000);
    await world.replay();
    expect(world.server.keys.slice(2)).toEqual(['a1', 'a2']);
  });

  test('is in the order of the queue, whatever the clocks said', async () => {
    await world.save('first', { ...lane, createdAt: 9_000_000 });
    await world.save('then', { ...lane, createdAt: 1 });
    await world.replay();
    expect(world.server.keys).toEqual(['first', 'then']);
  });

  test('of one account is not that of another with the same key', async () => {
    await world.save('mine', { ...lane, account: 'me' });
    await world.save('yours', { ...lane, account: 'you' });
    world.server.answerOnly({ '/mine': 503 });
    await world.replay();
    expect(await world.fates()).toEqual({ mine: 'waits for server', yours: 'delivered' });
  });

  test('goes on behind a failed task', async () => {
    await world.saveAll(['a', 'b'], lane);
    world.server.answerOnly({ '/a': 400 });
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'failed: refused', b: 'delivered' });
  });

  test('waits for the person behind a failed task whose kind blocks it', async () => {
    await world.save('a', { ...lane, blocksLane: true });
    await world.saveAll(['b', 'c'], lane);
    await world.save('elsewhere');
    world.server.answerOnly({ '/a': 400 });
    expect(await world.replay()).toEqual({ kind: 'drained' });
    const behind = { b: 'waits for turn', c: 'waits for turn' };
    expect(await world.fates()).toEqual({ a: 'failed: refused', ...behind, elsewhere: 'delivered' });
    await world.replay(true);
    expect(await world.fates()).toMatchObject(behind);
  });

  test('never overtakes a task that was paused when its turn came and resumed right after', async () => {
    await world.saveAll(['a', 'b', 'c'], lane);
    world.restart({
      beforeSend: async ({ id }) => {
        if (id === 'c') await world.resume();
        return 'send' as const;
      },
    });
    world.server.respond = async ({ path }) => {
      if (path === '/a') await world.pause();
      return answer(204);
    };
    await world.replay();
    await world.resume();
    await world.replay();
    expect(world.server.keys).toEqual(['a', 'b', 'c']);
  });
});
