import { beforeEach, describe, expect, test } from 'vitest';
import type { Authorize } from '../delivery.ts';
import { answer, batchAnswer } from '../testing/test-server.ts';
import { BATCH, ORIGIN, TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld({ batch: BATCH });
});

const lane = { orderingKey: 'lane' };
const names = (count: number) => Array.from({ length: count }, (_, place) => `task-no-${place}`);

describe('an answer to a batch', () => {
  test('settles each task by its own answer', async () => {
    await world.saveAll(['delivered-1', 'refused-1', 'conflict-1', 'busy-no-1']);
    world.server.answerOnly({ '/refused-1': 400, '/conflict-1': 409, '/busy-no-1': 503 });
    expect(await world.replay()).toEqual({ kind: 'unfinished', tasks: 1 });
    expect(await world.fates()).toEqual({
      'delivered-1': 'delivered',
      'refused-1': 'failed: refused',
      'conflict-1': 'failed: conflict',
      'busy-no-1': 'waits for server',
    });
    expect(await world.held()).toBe(3);
  });

  test('keeps to the Retry-After and the words of each', async () => {
    await world.saveAll(['busy-no-1', 'refused-1']);
    world.server.respond = ({ path }) =>
      path === '/refused-1'
        ? Response.json({ detail: 'too long' }, { status: 400 })
        : answer(503, { 'Retry-After': '60' });
    world.dice = 0;
    await world.replay();
    expect(await world.task('busy-no-1')).toMatchObject({ wait: { until: world.clock.now() + 60_000 } });
    expect(await world.task('refused-1')).toMatchObject({ error: { message: 'too long' } });
  });

  test('stops a lane at its first retry: what was passed over was not tried', async () => {
    await world.saveAll(['lane-no-1', 'lane-no-2', 'lane-no-3'], lane);
    await world.save('elsewhere');
    world.server.answerOnly({ '/lane-no-2': 503 });
    await world.replay();
    expect(world.server.keys).toEqual(['lane-no-1', 'lane-no-2', 'elsewhere']);
    expect(await world.row('lane-no-3')).toMatchObject({ attempts: 0, task: { status: 'pending', retryCount: 0 } });
    expect(await world.row('lane-no-2')).toMatchObject({ attempts: 1, task: { retryCount: 1 } });
  });

  test('goes on in a lane behind a refusal', async () => {
    await world.saveAll(['lane-no-1', 'lane-no-2'], lane);
    world.server.answerOnly({ '/lane-no-1': 400 });
    await world.replay();
    expect(await world.fates()).toEqual({ 'lane-no-1': 'failed: refused', 'lane-no-2': 'delivered' });
  });

  test('that passes everything over, again and again, is not asked for without end', async () => {
    await world.saveAll(names(3));
    world.server.respondToBatch = ({ items }) => {
      world.clock.advance(10);
      return batchAnswer(items.map(() => null));
    };
    await world.replay();
    expect(world.server.batches.length).toBeLessThan(10);
  });

  test('with a 401 in it holds the account', async () => {
    await world.saveAll(['task-no-1', 'task-no-2']);
    world.server.answerOnly({ '/task-no-2': 401 });
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.controls()).toMatchObject({ held: ['me'] });
    expect(await world.fates()).toMatchObject({ 'task-no-1': 'delivered', 'task-no-2': 'waits for turn' });
  });
});

describe('a batch that is answered as a whole', () => {
  test('with a 413 is halved, until it fits', async () => {
    await world.saveAll(names(10));
    world.server.respondToBatch = ({ items }) => (items.length > 3 ? answer(413) : undefined);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    const [first, ...others] = world.server.keysOfBatches.map(({ length }) => length);
    expect(first).toBe(10);
    expect(others.slice(2).every((length) => length <= 3)).toBe(true);
    expect(others.length).toBeLessThan(10);
    expect(await world.task('task-no-9')).toMatchObject({ retryCount: 0 });
    expect(await world.row('task-no-9')).toMatchObject({ attempts: 1 });
  });

  test('with a 413 at every size goes one by one', async () => {
    await world.saveAll(names(4));
    world.server.respondToBatch = () => answer(413);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keysOfBatches.map(({ length }) => length)).toEqual([4, 2, 2]);
    expect(world.server.keys).toEqual(names(4));
  });

  test('by one that takes none goes one by one from then on, and that is told', async () => {
    await world.saveAll(names(4));
    world.server.respondToBatch = () => answer(404);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.batches).toHaveLength(1);
    expect([...world.server.keys].sort()).toEqual(names(4));
    expect(world.traced).toContainEqual({ kind: 'batch-refused', status: 404 });
    await world.saveAll(['later-no-1', 'later-no-2']);
    await world.replay();
    expect(world.server.batches).toHaveLength(1);
  });

  test.each([
    ['something else than answers', () => new Response('<html>')],
    ['fewer answers than requests', () => batchAnswer([[204, {}, new Uint8Array()]])],
    ['answers that are none', () => batchAnswer([null, [204, {}, 'no bytes' as never]])],
  ])('with %s counts as by one that takes none', async (_, whole) => {
    await world.saveAll(['task-no-1', 'task-no-2']);
    world.server.respondToBatch = whole;
    await world.replay();
    expect(await world.fates()).toEqual({ 'task-no-1': 'delivered', 'task-no-2': 'delivered' });
    expect(world.server.keys).toEqual(['task-no-1', 'task-no-2']);
  });

  test.each([
    ['an answer that cannot be read may have done it', 200, true],
    ['a refusal of the whole has not', 404, false],
  ])('knows what may have arrived: %s', async (_, status, mayHaveArrived) => {
    await world.saveAll(['task-no-1', 'task-no-2']);
    world.server.respondToBatch = async () => {
      await world.pause();
      return new Response('<html>', { status });
    };
    await world.replay();
    await world.cancel('task-no-1');
    expect(await world.task('task-no-1')).toMatchObject({ outcome: { mayHaveArrived } });
  });

  test('with a 503 lets every task wait as long as it asked', async () => {
    await world.saveAll(['task-no-1', 'task-no-2']);
    world.dice = 0;
    world.server.respondToBatch = () => answer(503, { 'Retry-After': '60' });
    expect(await world.replay()).toEqual({ kind: 'unfinished', tasks: 2 });
    const wait = { for: 'server', status: 503, until: world.clock.now() + 60_000 };
    expect(await world.task('task-no-1')).toMatchObject({ retryCount: 1, wait });
    expect(await world.task('task-no-2')).toMatchObject({ retryCount: 1, wait });
  });

  test('with a 401 is sent once more with a renewed authorization', async () => {
    const authorize: Authorize = (request, { renew }) => {
      const headers = new Headers(request.headers);
      headers.set('Authorization', renew ? 'new' : 'old');
      return new Request(request, { headers });
    };
    world.restart({ batch: BATCH, authorize });
    await world.saveAll(['task-no-1', 'task-no-2']);
    world.server.respondToBatch = ({ headers }) => (headers.get('Authorization') === 'new' ? undefined : answer(401));
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.batches).toHaveLength(2);
    expect(world.server.keys).toEqual(['task-no-1', 'task-no-2']);
  });

  test('with a 401 holds the account when there is nothing to renew', async () => {
    await world.saveAll(['task-no-1', 'task-no-2']);
    world.server.respondToBatch = () => answer(401);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.controls()).toMatchObject({ held: ['me'] });
    expect(await world.task('task-no-1')).toMatchObject({ status: 'pending', retryCount: 0 });
  });
});

describe('a batch without an answer', () => {
  test('lets every task wait for the network, and is one silence', async () => {
    await world.saveAll(names(5));
    world.server.beSilent();
    await world.replay();
    for (const id of names(5)) expect(await world.task(id)).toMatchObject({ retryCount: 1, wait: { for: 'network' } });
    expect((await world.controls()).silent).toEqual({});
  });

  test('three times in a row makes its origin silent', async () => {
    world.restart({ batch: { ...BATCH, items: 2 }, limits: { lanes: 1 } });
    await world.saveAll(names(10));
    world.server.beSilent();
    await world.replay();
    expect(world.server.batches).toHaveLength(3);
    expect(Object.keys((await world.controls()).silent)).toEqual([ORIGIN]);
  });

  test('is not sent when the app has no authorization to give', async () => {
    world.restart({ batch: BATCH, authorize: () => undefined });
    await world.saveAll(['task-no-1', 'task-no-2']);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.batches).toEqual([]);
    expect(await world.controls()).toMatchObject({ held: ['me'] });
    expect(await world.row('task-no-1')).toMatchObject({ attempts: 0 });
  });

  test('that was cut off is sent again with the same keys', async () => {
    await world.saveAll(['task-no-1', 'task-no-2']);
    world.server.respondToBatch = () => new Promise(() => undefined);
    void world.replay();
    await expect.poll(() => world.server.batches).toHaveLength(1);
    world.server.respondToBatch = () => undefined;
    world.restart({ batch: BATCH });
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keysOfBatches).toEqual([
      ['task-no-1', 'task-no-2'],
      ['task-no-1', 'task-no-2'],
    ]);
  });
});
