import { beforeEach, describe, expect, test, vi } from 'vitest';
import { answer } from '../testing/test-server.ts';
import { TestWorld } from '../testing/test-world.ts';
import { signal } from './signal.ts';

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

  test('gives the lock back only when nothing is on its way, also when the storage fails beside it', async () => {
    await world.saveAll(ids, lane);
    const { ledger } = world.stores;
    let isBegun = false;
    const failed = signal();
    const change: typeof ledger.change = async (edit) => {
      if (isBegun) {
        failed.resolve();
        throw new Error('broken');
      }
      const result = await ledger.change(edit);
      isBegun = (await world.task('task-01'))?.status === 'processing'; // It was begun with others: the next are begun now.
      return result;
    };
    const answered = signal();
    world.server.respond = async ({ path }) => {
      if (path === '/task-01') await answered.promise;
      return answer(204);
    };
    let hasEnded = false;
    const replaying = world
      .anotherReplayer({}, { ledger: { ...ledger, change } })
      .replay({ networkIsBack: false })
      .finally(() => {
        hasEnded = true;
      });
    replaying.catch(() => undefined);
    await failed.promise;
    await expect.poll(() => world.server.keys).toContain('task-01');
    expect(hasEnded).toBe(false);
    answered.resolve();
    await expect(replaying).rejects.toThrow('broken');
    world.restart();
    await world.replay();
    expect(await fatesOf('delivered')).toEqual(ids);
  });

  test('settles what a server answered before it became slow', async () => {
    await world.saveAll(ids, lane);
    meanwhile('task-10', async () => world.clock.advance(2_000));
    await world.replay();
    await world.replay();
    expect(world.server.keys).toEqual(ids);
  });

  test('has 16 begun at most, and as many ahead', async () => {
    await world.saveAll([...ids, ...ids.map((id) => `later-${id}`)], lane);
    const begun: number[] = [];
    world.server.respond = async () => {
      begun.push((await fatesOf('on its way')).length);
      return answer(204);
    };
    await world.replay();
    expect(Math.max(...begun)).toBe(32);
  });
});

describe('a lane whose tasks go to two origins', () => {
  const elsewhere = 'http://elsewhere.test';
  beforeEach(async () => {
    world.restart({ limits: { silences: 1, lanes: 2 } });
    await world.save('first', { origin: elsewhere });
    world.server.respond = ({ origin }) => {
      if (origin === elsewhere) throw new TypeError('Failed to fetch');
      return answer(204);
    };
  });

  test('sends nothing to the one that is silent, within a group either', async () => {
    await world.saveAll(ids.slice(0, 3), lane);
    await world.save('to-elsewhere', { ...lane, origin: elsewhere });
    await world.replay();
    expect(world.server.keys).not.toContain('to-elsewhere');
  });

  test('is not overtaken behind it by its own next turn', async () => {
    await world.saveAll(ids.slice(0, 24), lane);
    await world.save('to-elsewhere', { ...lane, origin: elsewhere }); // The last of its turn.
    await world.save('behind', lane);
    await world.save('x', { orderingKey: 'x' });
    await world.save('y', { orderingKey: 'y' });
    await world.replay();
    expect(world.server.keys).not.toContain('behind');
  });
});
