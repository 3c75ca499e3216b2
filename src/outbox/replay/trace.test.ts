import { beforeEach, describe, expect, test, vi } from 'vitest';
import { answer } from '../testing/test-server.ts';
import { BATCH, ORIGIN, TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const kinds = () => world.traced.map(({ kind }) => kind);

describe('the trace', () => {
  test('tells when a pass began, what was sent, what became of it, and how the pass ended', async () => {
    await world.save('a', { body: 'four' });
    const at = world.clock.now();
    world.server.respond = () => {
      world.clock.advance(250);
      return answer(204);
    };
    await world.replay();
    expect(world.traced).toMatchObject([
      { kind: 'pass-started', at },
      { kind: 'sent', url: `${ORIGIN}/a`, tasks: ['a'], bytes: 4 },
      { kind: 'settled', task: { id: 'a', status: 'completed' } },
      { kind: 'pass-ended', outcome: { kind: 'drained' }, took: 250 },
    ]);
  });

  test('tells a batch as one request, and what became of each task in it', async () => {
    world.restart({ batch: BATCH });
    await world.saveAll(['task-no-1', 'task-no-2']);
    await world.replay();
    expect(kinds()).toEqual(['pass-started', 'sent', 'settled', 'settled', 'pass-ended']);
    expect(world.traced[1]).toMatchObject({ url: BATCH.url, tasks: ['task-no-1', 'task-no-2'] });
  });

  test('tells tasks that wait again, and how many are left', async () => {
    await world.saveAll(['a', 'b'], { orderingKey: 'lane' });
    world.server.answerAll(503);
    await world.replay();
    expect(world.traced).toContainEqual(
      expect.objectContaining({ kind: 'settled', task: expect.objectContaining({ id: 'a', status: 'pending' }) }),
    );
    expect(world.traced.at(-1)).toMatchObject({ outcome: { kind: 'unfinished', tasks: 2 } });
  });

  test('stops no delivery when the app throws in it', async () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    world.restart({
      trace: () => {
        throw new Error('a mistake of the app');
      },
    });
    await world.save('a');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(reported).toHaveBeenCalled();
    vi.unstubAllGlobals();
  });
});

describe('what is settled', () => {
  test('is listed as long as its retention says, the newest longest', async () => {
    world.restart({ limits: { retention: { count: 2, age: 1_000 } } });
    for (const id of ['a', 'b', 'c']) {
      await world.save(id);
      await world.replay();
    }
    await world.replay();
    expect(Object.keys(await world.fates())).toEqual(['b', 'c']);
    world.clock.advance(1_001);
    await world.replay();
    expect(await world.fates()).toEqual({});
  });

  test('never goes while it has failed', async () => {
    world.restart({ limits: { retention: { count: 0, age: 0 } } });
    await world.save('a');
    world.server.answerAll(400);
    await world.replay();
    world.clock.advance(1_000);
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: refused' });
  });
});
