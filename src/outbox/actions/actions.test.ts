import { beforeEach, describe, expect, test } from 'vitest';
import { answer } from '../testing/test-server.ts';
import { BATCH, TestWorld } from '../testing/test-world.ts';
import { exportTask } from './export-task.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const lane = { orderingKey: 'lane' };
const notWaiting = { code: 'task-not-waiting-for-you' };

describe('cancel', () => {
  test('ends a waiting task before it is sent, and its entry goes', async () => {
    await world.save('a');
    await world.cancel('a');
    expect(await world.task('a')).toMatchObject({ outcome: { kind: 'cancelled', mayHaveArrived: false } });
    expect(await world.held()).toBe(0);
    await world.replay();
    expect(world.server.keys).toEqual([]);
  });

  test('says that a task may have arrived when it was tried before', async () => {
    await world.save('a');
    world.server.beSilent();
    await world.replay();
    await world.cancel('a');
    expect(await world.task('a')).toMatchObject({ outcome: { kind: 'cancelled', mayHaveArrived: true } });
  });

  test('cannot call back a task on its way', async () => {
    await world.save('a');
    const refusals: unknown[] = [];
    world.server.respond = async () => {
      await world.cancel('a').catch((cause) => refusals.push(cause));
      return answer(204);
    };
    await world.replay();
    expect(refusals).toMatchObject([{ code: 'task-already-sent', details: { id: 'a' } }]);
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('finds a task that is stored and not yet listed', async () => {
    await world.store('a');
    await world.cancel('a');
    await world.replay();
    expect([await world.fates(), world.server.keys]).toEqual([{ a: 'cancelled' }, []]);
  });

  test('is of no use to a task that is settled or unknown', async () => {
    await world.save('a');
    await world.replay();
    await expect(world.cancel('a')).rejects.toMatchObject(notWaiting);
    await expect(world.cancel('nobody')).rejects.toMatchObject(notWaiting);
  });

  test('of a task lets the rest of its lane go', async () => {
    await world.saveAll(['a', 'b'], lane);
    await world.cancel('a');
    await world.replay();
    expect(world.server.keys).toEqual(['b']);
  });

  test('that is cut off before the entry goes is finished by the next pass', async () => {
    await world.save('a');
    const { queue, ledger } = world.stores;
    world.stores = { ledger, queue: { ...queue, remove: () => Promise.reject(new Error('killed')) } };
    await expect(world.cancel('a')).rejects.toThrow('killed');
    world.stores = { ledger, queue };
    await world.replay();
    expect([world.server.keys, await world.held()]).toEqual([[], 0]);
  });
});

describe('discard', () => {
  test('ends a failed task and removes its request for good', async () => {
    await world.save('a');
    world.server.answerAll(422);
    await world.replay();
    await world.discard('a');
    expect([await world.fates(), await world.held()]).toEqual([{ a: 'cancelled' }, 0]);
    await world.replay();
    expect(world.server.keys).toEqual(['a']);
  });

  test('is of no use to a task that has not failed', async () => {
    await world.save('a');
    await expect(world.discard('a')).rejects.toMatchObject(notWaiting);
    expect(await world.held()).toBe(1);
  });

  test.each([
    ['refused at once', [400], false],
    ['refused twice', [400, 400], false],
    ['cut off, and refused when it was sent again', [503, 400], true],
  ])('knows whether the server may have taken it: %s', async (_, statuses, mayHaveArrived) => {
    await world.save('a');
    for (const status of statuses) {
      if ((await world.task('a'))?.status === 'failed') await world.retry('a');
      world.server.answerAll(status);
      await world.replay();
      world.clock.advance(600_000);
    }
    expect(world.server.keys).toHaveLength(statuses.length);
    await world.discard('a');
    expect(await world.task('a')).toMatchObject({ outcome: { kind: 'cancelled', mayHaveArrived } });
  });

  test('lets the lane go that the failed task has blocked', async () => {
    await world.save('a', { ...lane, blocksLane: true });
    await world.save('b', lane);
    world.server.answerOnly({ '/a': 400 });
    await world.replay();
    await world.discard('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'cancelled', b: 'delivered' });
  });
});

describe('retry', () => {
  test('is of no use to a task that has not failed', async () => {
    await world.save('a');
    await expect(world.retry('a')).rejects.toMatchObject(notWaiting);
    await expect(world.retry('nobody')).rejects.toMatchObject(notWaiting);
  });

  test('lets a failed task go first that has blocked its lane', async () => {
    await world.save('a', { ...lane, blocksLane: true });
    await world.save('b', lane);
    world.server.answerOnly({ '/a': 400 });
    await world.replay();
    world.server.answerAll(204);
    await world.retry('a');
    await world.replay();
    expect(world.server.keys).toEqual(['a', 'a', 'b']);
  });
});

describe('purge', () => {
  test('ends every waiting or failed task that matches, and gives how many', async () => {
    await world.saveAll(['done', 'refused', 'waiting', 'other']);
    world.server.answerOnly({ '/refused': 400, '/waiting': 503, '/other': 503 });
    await world.replay();
    await world.store('unlisted');
    expect(await world.purge(({ id }) => id !== 'other')).toBe(3);
    expect(await world.fates()).toEqual({
      done: 'delivered',
      refused: 'cancelled',
      waiting: 'cancelled',
      other: 'waits for server',
      unlisted: 'cancelled',
    });
    expect(await world.held()).toBe(1);
  });

  /** Purges everything as soon as the server has got the first request, and answers that so. */
  const purgeOnItsWay = async (status: number) => {
    world.server.respond = async () => {
      await world.purge(() => true);
      return answer(status);
    };
    await world.replay();
    world.server.answerAll(204);
    world.clock.advance(600_000);
    await world.replay(true);
  };

  test('does not send a task once more that was on its way and met a 503', async () => {
    await world.save('a');
    await purgeOnItsWay(503);
    expect(await world.task('a')).toMatchObject({ outcome: { kind: 'cancelled', mayHaveArrived: true } });
    expect([world.server.keys, await world.held()]).toEqual([['a'], 0]);
  });

  test('says "delivered" of one that was on its way and arrived', async () => {
    await world.save('a');
    await purgeOnItsWay(204);
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('leaves no failure behind of one that was on its way and was refused', async () => {
    await world.save('a');
    await purgeOnItsWay(400);
    expect(await world.task('a')).toMatchObject({ outcome: { kind: 'cancelled', mayHaveArrived: false } });
  });

  test('does the same in a batch', async () => {
    world.restart({ batch: BATCH });
    await world.saveAll(['task-no-1', 'task-no-2']);
    await purgeOnItsWay(503);
    expect(await world.fates()).toEqual({ 'task-no-1': 'cancelled', 'task-no-2': 'cancelled' });
    expect([world.server.batches.length, await world.held()]).toEqual([1, 0]);
  });

  test('does not send a task once more that was on its way when the process died', async () => {
    await world.save('a');
    world.server.respond = () => new Promise(() => undefined);
    void world.replay();
    await expect.poll(() => world.server.keys).toEqual(['a']);
    await world.purge(() => true);
    world.restart();
    await world.replay();
    expect([await world.fates(), world.server.keys, await world.held()]).toEqual([{ a: 'cancelled' }, ['a'], 0]);
  });
});

describe('export', () => {
  test('gives a task with its request as it was stored', async () => {
    await world.save('a', { headers: { 'X-Own': 'yes' } });
    const { task, request } = await exportTask(world.forActions, 'a');
    expect(task).toMatchObject({ id: 'a', status: 'pending', context: { of: 'a' } });
    expect(request).toMatchObject({ method: 'POST', headers: { 'x-own': 'yes' } });
    expect(new TextDecoder().decode(request?.body)).toBe('body of a');
  });

  test('gives a task alone when its request is gone', async () => {
    await world.save('a');
    await world.replay();
    expect(await exportTask(world.forActions, 'a')).toMatchObject({ task: { id: 'a' }, request: undefined });
  });

  test('knows no task that is not listed', async () => {
    await expect(exportTask(world.forActions, 'nobody')).rejects.toMatchObject({ code: 'task-unknown' });
  });
});

describe('pause', () => {
  test('sends nothing, asks for no pass, and takes new tasks all the same, until it is resumed', async () => {
    await world.save('a');
    await world.pause();
    await world.save('b');
    expect(await world.replay(true)).toEqual({ kind: 'drained' });
    expect(world.server.keys).toEqual([]);
    await world.resume();
    await world.replay();
    expect(world.server.keys).toEqual(['a', 'b']);
  });

  test('stops between two tasks of a lane in a pass that runs', async () => {
    await world.saveAll(['a', 'b', 'c'], lane);
    world.server.respond = async () => {
      await world.pause();
      return answer(204);
    };
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered', b: 'waits for turn', c: 'waits for turn' });
    expect(await world.row('b')).toMatchObject({ attempts: 0 });
  });

  test('outlives the process', async () => {
    await world.save('a');
    await world.pause();
    world.restart();
    await world.replay(true);
    expect(world.server.keys).toEqual([]);
  });
});
