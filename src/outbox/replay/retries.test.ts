import { beforeEach, describe, expect, test } from 'vitest';
import { answer } from '../testing/test-server.ts';
import { TestWorld } from '../testing/test-world.ts';
import { signal } from './signal.ts';

const DAY = 24 * 60 * 60 * 1000;

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

describe('a server that says "later"', () => {
  test('is not asked again before its Retry-After, not even when the network is back', async () => {
    await world.save('a');
    world.server.answerAll(503, { 'Retry-After': '120' });
    await world.replay();
    world.server.answerAll(204);
    const until = world.clock.now() + 120_000;
    while (world.clock.now() < until - 30_000) {
      world.clock.advance(30_000);
      await world.replay(true);
    }
    expect(world.server.keys).toEqual(['a']);
    world.clock.set(until + 500);
    await world.replay();
    expect(world.server.keys).toEqual(['a', 'a']);
    expect(await world.task('a')).toMatchObject({ status: 'completed', retryCount: 1 });
  });

  test('is not asked again by a survey that looked before the attempt began and went on after it', async () => {
    await world.save('a');
    world.server.answerAll(503, { 'Retry-After': '120' });
    const [looked, laneEnded] = [signal(), signal()];
    const { queue } = world.stores;
    let looks = 0;
    const keys = async () => {
      looks += 1;
      if (looks === 3) {
        looked.resolve(); // The ledger has been read.
        await laneEnded.promise;
      }
      return await queue.keys();
    };
    const replayer = world.anotherReplayer(
      {
        beforeSend: async () => {
          replayer.replay({ networkIsBack: false }).catch(() => undefined);
          await looked.promise;
          return 'send' as const;
        },
        trace: ({ kind }) => {
          if (kind === 'settled') setImmediate(laneEnded.resolve);
        },
      },
      { queue: { ...queue, keys } },
    );
    await replayer.replay({ networkIsBack: false });
    expect(world.server.keys).toEqual(['a']);
  });

  test.each([408, 425, 429, 500, 502, 503, 504])('with a %i is asked again after a wait that grows', async (status) => {
    await world.save('a');
    world.server.answerAll(status);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await world.replay();
      const task = await world.task('a');
      if (task?.status !== 'pending' || task.wait.for !== 'server') throw new Error('It does not wait for the server.');
      expect(task.wait.status).toBe(status);
      waits.push(task.wait.until - world.clock.now());
      world.clock.set(task.wait.until);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000]);
  });

  test('is given the wait of the dice, and never less than it asked for', async () => {
    await world.save('a');
    world.dice = 0;
    world.server.answerAll(429, { 'Retry-After': '60' });
    await world.replay();
    expect(await world.task('a')).toMatchObject({ wait: { for: 'server', until: world.clock.now() + 60_000 } });
  });

  test('is asked after a wait that only a wrong clock can have measured', async () => {
    await world.save('a');
    world.server.answerAll(503);
    world.clock.advance(400 * DAY);
    await world.replay();
    world.clock.advance(-400 * DAY);
    world.server.answerAll(204);
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });
});

describe('an attempt without an answer', () => {
  test('is made again after a wait, with the same key', async () => {
    await world.save('a');
    world.server.beSilent();
    expect(await world.replay()).toEqual({ kind: 'unfinished', tasks: 1 });
    expect(await world.task('a')).toMatchObject({ status: 'pending', retryCount: 1, wait: { for: 'network' } });
    world.server.answerAll(204);
    await world.replay();
    expect(world.server.keys).toEqual(['a']);
    world.clock.advance(500);
    await world.replay();
    expect(world.server.keys).toEqual(['a', 'a']);
  });

  test('is made again at once when the network is back', async () => {
    await world.save('a');
    world.server.beSilent();
    await world.replay();
    world.server.answerAll(204);
    await world.replay(true);
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('ends when its time is up', async () => {
    world.restart({ limits: { attempt: 1_000 } });
    await world.save('a');
    world.server.respond = () => new Promise(() => undefined);
    const replay = world.replay();
    await expect.poll(() => world.server.keys).toEqual(['a']);
    world.clock.advance(1_000);
    expect(await replay).toEqual({ kind: 'unfinished', tasks: 1 });
    expect(await world.fates()).toEqual({ a: 'waits for network' });
  });

  test('is one whose answer breaks off in the middle', async () => {
    await world.save('a');
    const broken = () => new ReadableStream({ start: (controller) => controller.error(new Error('reset')) });
    world.server.respond = () => new Response(broken(), { status: 200 });
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'waits for network' });
  });
});

test('a pass reads a body once to list it and once to send it, however often it wakes', async () => {
  const reads: number[] = [];
  const { queue } = world.stores;
  const counting = {
    ...queue,
    read: (keys: readonly number[]) => {
      reads.push(...keys);
      return queue.read(keys);
    },
  };
  const { replay } = world.anotherReplayer({}, { queue: counting });
  await world.store('a');
  world.server.respond = () => answer(503, { 'Retry-After': '60' });
  for (let round = 0; round < 5; round += 1) await replay({ networkIsBack: true });
  expect(reads).toHaveLength(2);
});
