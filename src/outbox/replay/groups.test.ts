import { beforeEach, describe, expect, test, vi } from 'vitest';
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

describe('a lane whose server answers at once', () => {
  test('arrives in its order, in few transactions and few reads', async () => {
    await world.saveAll(ids, lane);
    const before = world.announced.length;
    const read = vi.spyOn(world.stores.queue, 'read');
    await world.replay();
    expect(world.server.keys).toEqual(ids);
    expect(await fatesOf('delivered')).toEqual(ids);
    expect(read).toHaveBeenCalledTimes(1);
    expect(world.announced.length - before).toBeLessThan(ids.length / 4);
  });

  test('is begun one at a time where it takes long to answer', async () => {
    await world.saveAll(ids, lane);
    const begun: number[] = [];
    world.server.respond = async () => {
      world.clock.advance(60);
      begun.push((await fatesOf('on its way')).length);
      return answer(204);
    };
    await world.replay();
    expect(begun).toEqual(ids.map(() => 1));
  });

  test('takes back what it has begun behind one that has to wait, and counts no attempt', async () => {
    await world.saveAll(ids, lane);
    meanwhile('task-05', async () => undefined, 503);
    await world.replay();
    expect(world.server.keys).toEqual(ids.slice(0, 6));
    expect(await fatesOf('waits for turn')).toEqual(ids.slice(6));
    expect(await world.row('task-06')).toMatchObject({ attempts: 0, task: { retryCount: 0 } });
    world.server.answerAll(204);
    world.clock.advance(600_000);
    await world.replay();
    expect(world.server.keys).toEqual([...ids.slice(0, 6), ...ids.slice(5)]);
  });

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

  test('is begun one at a time where the app decides about each task when its turn has come', async () => {
    const asked: string[] = [];
    world.restart({
      beforeSend: ({ id }) => {
        asked.push(`${id} after ${world.server.keys.length}`);
        return 'send';
      },
    });
    await world.saveAll(ids, lane);
    await world.replay();
    expect(asked).toEqual(ids.map((id, place) => `${id} after ${place}`));
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

  test('goes on behind one that was purged on its way and has not arrived', async () => {
    await world.saveAll(['a', 'b'], lane);
    meanwhile('a', () => world.purge(({ id }) => id === 'a'), 503);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'cancelled', b: 'delivered' });
  });

  test('[G4] is sent up to an entry that the database cannot read', async () => {
    await world.saveAll(['a', 'b', 'c'], lane);
    const { queue } = world.stores;
    const broken = (await world.row('c'))?.place ?? -1;
    const read: typeof queue.read = async (keys) => {
      if (keys.includes(broken)) throw new DOMException('Failed to read large IndexedDB value', 'UnknownError');
      return await queue.read(keys);
    };
    const replayer = world.anotherReplayer({}, { queue: { ...queue, read } });
    await expect(replayer.replay({ networkIsBack: false })).rejects.toThrow('large IndexedDB value');
    expect(world.server.keys).toEqual(['a', 'b']);
  });

  test('is not read at once where its bodies are large together', async () => {
    await world.saveAll(ids.slice(0, 3), { ...lane, bytes: 200_000 });
    const read = vi.spyOn(world.stores.queue, 'read');
    await world.replay();
    expect(world.server.keys).toEqual(ids.slice(0, 3));
    expect(read.mock.calls.map(([keys]) => keys.length)).toEqual([1, 1, 1]);
  });

  test('rejects, and gives the lock back only when nothing is on its way, when the storage fails beside it', async () => {
    await world.saveAll(ids, lane);
    let failing = false;
    let isOnItsWay = false;
    const { ledger } = world.stores;
    const stores = {
      ledger: {
        ...ledger,
        change: ((edit) =>
          failing ? Promise.reject(new Error('broken')) : ledger.change(edit)) as typeof ledger.change,
      },
    };
    world.server.respond = async ({ path }) => {
      if (path !== '/task-05') return answer(204);
      failing = true;
      isOnItsWay = true;
      await expect.poll(() => failing).toBe(true);
      isOnItsWay = false;
      return answer(204);
    };
    await expect(world.anotherReplayer({}, stores).replay({ networkIsBack: false })).rejects.toThrow('broken');
    expect(isOnItsWay).toBe(false);
    world.restart();
    world.server.answerAll(204);
    await world.replay();
    expect(await fatesOf('delivered')).toEqual(ids);
  });
});
