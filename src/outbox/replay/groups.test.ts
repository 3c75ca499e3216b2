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
