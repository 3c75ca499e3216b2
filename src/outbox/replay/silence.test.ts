import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../delivery.ts';
import { answer } from '../testing/test-server.ts';
import { ORIGIN, TestWorld } from '../testing/test-world.ts';

const ELSEWHERE = 'http://elsewhere.test';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld({ limits: { lanes: 1 } });
});

const names = (count: number) => Array.from({ length: count }, (_, place) => `task-${place}`);

/** Saves so many tasks, and finds out that their origin gives no answer. */
const fallSilent = async (count: number) => {
  await world.saveAll(names(count));
  world.server.beSilent();
  await world.replay();
  return (await world.controls()).silent[ORIGIN]?.until ?? 0;
};

describe('an origin that gives three attempts in a row no answer', () => {
  test('is silent: its tasks have one wait in common, and nothing goes there before', async () => {
    const until = await fallSilent(10);
    expect(world.server.keys).toHaveLength(3);
    expect(await world.controls()).toMatchObject({ silent: { [ORIGIN]: { count: 1 } } });
    expect(world.traced).toContainEqual({ kind: 'origin-silent', origin: ORIGIN, until });
    for (const id of names(10).slice(3))
      expect(await world.task(id)).toMatchObject({ wait: { for: 'network', until } });
    world.clock.set(until - 1);
    expect(await world.replay()).toEqual({ kind: 'unfinished', tasks: 10 });
    expect(world.server.keys).toHaveLength(3);
  });

  test('is asked with no more lanes on their way than there may be', async () => {
    world.restart();
    await fallSilent(20);
    expect(world.server.keys.length).toBeLessThanOrEqual(DEFAULT_LIMITS.lanes + DEFAULT_LIMITS.silences);
  });

  test('is asked again after that with one task, the least tried, and is left alone when that hears nothing', async () => {
    const until = await fallSilent(5);
    world.clock.set(until);
    await world.replay();
    expect(world.server.keys).toEqual(['task-0', 'task-1', 'task-2', 'task-3']);
    const { count, until: next } = (await world.controls()).silent[ORIGIN] ?? { count: 0, until: 0 };
    expect([count, next]).toEqual([2, until + 2_000]);
  });

  test('gets everything again as soon as that one is answered', async () => {
    world.clock.set(await fallSilent(5));
    world.clock.advance(60_000);
    world.server.answerAll(204);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keys[3]).toBe('task-3');
    expect((await world.controls()).silent).toEqual({});
  });

  test('counts as heard by any answer, a refusal included', async () => {
    world.clock.set((await fallSilent(5)) + 60_000);
    world.server.answerAll(400);
    await world.replay();
    expect((await world.controls()).silent).toEqual({});
  });

  test('gets everything at once when the network is back', async () => {
    await fallSilent(10);
    world.server.answerAll(204);
    expect(await world.replay(true)).toEqual({ kind: 'drained' });
  });

  test('is not silent any more once it answered because the network is back', async () => {
    await fallSilent(5);
    world.server.answerAll(204);
    await world.replay(true);
    expect((await world.controls()).silent).toEqual({});
    await world.save('new');
    await world.replay();
    expect(await world.task('new')).toMatchObject({ status: 'completed' });
  });

  test('gets everything although a task is stored while that goes on', async () => {
    await fallSilent(10);
    world.server.respond = async ({ path }) => {
      if (path === '/task-0') {
        await world.save('new');
        void world.replay();
      }
      return answer(204);
    };
    expect(await world.replay(true)).toEqual({ kind: 'drained' });
  });

  test('hears of a network that comes back while a pass goes on elsewhere', async () => {
    world.restart({ limits: { lanes: 6 } });
    await world.saveAll(names(12));
    await world.save('slow', { origin: ELSEWHERE });
    let release = () => {};
    world.server.respond = ({ origin }) => {
      if (origin === ORIGIN) return Promise.reject(new TypeError('Failed to fetch'));
      return new Promise((resolve) => {
        release = () => resolve(answer(204));
      });
    };
    const replay = world.replay();
    await expect.poll(async () => Object.keys((await world.controls()).silent)).toEqual([ORIGIN]);
    await expect.poll(() => world.server.keys).toContain('slow');
    world.server.answerAll(204);
    void world.replay(true);
    await expect.poll(() => world.server.keys).toContain('task-11');
    release();
    expect(await replay).toEqual({ kind: 'drained' });
  });

  test('holds up no other origin', async () => {
    await world.saveAll(names(5));
    await world.saveAll(['x', 'y', 'z'], { origin: ELSEWHERE });
    world.server.respond = ({ origin }) =>
      origin === ELSEWHERE ? answer(204) : Promise.reject(new TypeError('Failed to fetch'));
    await world.replay();
    expect(await world.fates()).toMatchObject({ x: 'delivered', y: 'delivered', z: 'delivered' });
    expect(Object.keys((await world.controls()).silent)).toEqual([ORIGIN]);
  });

  test('stays silent for one who starts again', async () => {
    const until = await fallSilent(5);
    world.restart();
    world.server.answerAll(204);
    await world.save('new');
    await world.replay();
    expect(await world.task('new')).toMatchObject({ wait: { for: 'network', until } });
  });

  test('is not heard by a task that was cancelled on its way and got no answer', async () => {
    const until = await fallSilent(5);
    world.clock.set(until);
    world.server.respond = async () => {
      await world.purge(({ status }) => status === 'processing');
      throw new TypeError('Failed to fetch');
    };
    await world.replay();
    expect(await world.fates()).toMatchObject({ 'task-3': 'cancelled' });
    expect(await world.controls()).toMatchObject({ silent: { [ORIGIN]: { count: 2 } } });
  });
});

test('an answer that comes after the origin was given up is heard', async () => {
  world.restart({ limits: { lanes: 4 } });
  await world.saveAll(names(10));
  let release = () => {};
  world.server.respond = ({ path }) => {
    if (path !== '/task-0') return Promise.reject(new TypeError('Failed to fetch'));
    return new Promise((resolve) => {
      release = () => resolve(answer(204));
    });
  };
  const replay = world.replay();
  await expect.poll(async () => Object.keys((await world.controls()).silent)).toEqual([ORIGIN]);
  world.server.answerAll(204);
  release();
  await replay;
  expect((await world.controls()).silent).toEqual({});
});

test('two silences and an answer make no silent origin', async () => {
  await world.saveAll(names(7));
  let attempts = 0;
  world.server.respond = () => {
    attempts += 1;
    return attempts % 3 === 0 ? answer(204) : Promise.reject(new TypeError('Failed to fetch'));
  };
  await world.replay();
  expect([attempts, (await world.controls()).silent]).toEqual([7, {}]);
});
