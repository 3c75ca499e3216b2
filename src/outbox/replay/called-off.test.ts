import { beforeEach, describe, expect, test } from 'vitest';
import { answer } from '../testing/test-server.ts';
import { TestWorld } from '../testing/test-world.ts';

const lane = { orderingKey: 'lane' };
const ids = Array.from({ length: 30 }, (_, place) => `task-${String(place).padStart(2, '0')}`);

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

/** When the server gets this task's request. */
const meanwhile = (id: string, act: () => Promise<unknown>, status = 204) => {
  world.server.respond = async ({ path }) => {
    if (path !== `/${id}`) return answer(204);
    await act();
    return answer(status);
  };
};
const fatesOf = async (fate: string) =>
  Object.entries(await world.fates()).flatMap(([id, one]) => (one === fate ? [id] : []));

describe('a group of tasks that has begun', () => {
  test('sends nothing more of it once somebody has paused', async () => {
    await world.saveAll(ids, lane);
    meanwhile('task-05', world.pause);
    await world.replay();
    expect(world.server.keys).toEqual(ids.slice(0, 6));
    expect(await fatesOf('waits for turn')).toEqual(ids.slice(6));
    await world.resume();
    await world.replay();
    expect(world.server.keys).toEqual(ids);
  });

  test('sends nothing more of it once somebody has purged it, and says that it has not arrived', async () => {
    await world.saveAll(ids, lane);
    meanwhile('task-05', () => world.purge(() => true));
    await world.replay();
    expect(world.server.keys).toEqual(ids.slice(0, 6));
    expect(await fatesOf('cancelled')).toEqual(ids.slice(6));
    expect(await world.task('task-06')).toMatchObject({ outcome: { mayHaveArrived: false } });
    expect(await world.held()).toBe(0);
  });

  test('goes on although a hook of the app acts each time it is asked', async () => {
    world.restart({
      authorize: async (request) => {
        await world.resume();
        return request;
      },
    });
    await world.saveAll(ids, lane);
    await world.replay();
    expect(world.server.keys).toEqual(ids);
  });

  test('does so in a hook that nobody waits for', async () => {
    world.restart({
      beforeSend: () => {
        void world.resume();
        return 'send';
      },
    });
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('goes on behind one that was purged on its way and has not arrived', async () => {
    await world.saveAll(['a', 'b'], lane);
    meanwhile('a', () => world.purge(({ id }) => id === 'a'), 503);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'cancelled', b: 'delivered' });
  });

  test('[G22] sends nothing of it once the pass is over', async () => {
    await world.saveAll(ids, lane);
    const startedAt = world.clock.now();
    world.server.respond = ({ path }) => {
      if (path !== '/task-00') world.clock.advance(50_000);
      return answer(204);
    };
    expect(await world.replay()).toMatchObject({ kind: 'unfinished' });
    expect(world.server.received.filter(({ time }) => time - startedAt >= 90_000)).toEqual([]);
  });

  test('[G24] takes back the rest when the server becomes slow, so that what was delivered is soon told', async () => {
    await world.saveAll(ids, lane);
    const answeredAt = new Map<string, number>();
    world.server.respond = ({ key, path }) => {
      if (path !== '/task-00') world.clock.advance(5_000);
      answeredAt.set(key, world.clock.now());
      return answer(204);
    };
    await world.replay();
    world.server.answerAll(204);
    await world.replay();
    expect(world.server.keys).toEqual(ids);
    const { rows } = await world.stores.ledger.read();
    const toldLate = rows.filter(
      ({ id, task }) => task.status !== 'completed' || task.processedAt - (answeredAt.get(id) ?? 0) > 5_000,
    );
    expect(toldLate.filter(({ id }) => answeredAt.has(id))).toEqual([]);
  });

  test('goes on in the same pass after an act that concerns others', async () => {
    await world.saveAll(ids, lane);
    meanwhile('task-05', () => world.signOut('somebody else'));
    await world.replay();
    expect(world.server.keys).toEqual(ids);
  });

  test.each([
    ['a 503', () => answer(503)],
    ['a 401', () => answer(401)],
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('[G9] overtakes none behind one that was purged on its way, in a long lane: %s', async (_, respond) => {
    const many = Array.from({ length: 130 }, (_, place) => `task-${place}`);
    await world.saveAll(many, lane);
    world.server.respond = async ({ path }) => {
      world.clock.advance(60);
      if (path !== '/task-3') return answer(204);
      await world.purge(({ id }) => id === 'task-3');
      return await respond();
    };
    await world.replay();
    await world.signIn('me');
    world.clock.advance(600_000);
    await world.replay();
    expect(world.server.keys).toEqual(many);
  });
});
