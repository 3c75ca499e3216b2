import { beforeEach, describe, expect, test } from 'vitest';
import type { BatchOptions } from '../delivery.ts';
import { BATCH, TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

const inBatches = (batch: Partial<BatchOptions> = {}) => ({ batch: { ...BATCH, ...batch } });

beforeEach(() => {
  world = new TestWorld(inBatches());
});

const lane = { orderingKey: 'lane' };
const names = (count: number, of = 'task') => Array.from({ length: count }, (_, place) => `${of}-no-${place}`);

describe('a batch', () => {
  test('brings all that is due in one request, each with its own key, path, headers and body', async () => {
    await world.save('profile-1', { ...lane, headers: { 'X-Own': 'yes' } });
    await world.saveAll(['profile-2', 'elsewhere']);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keysOfBatches).toEqual([['profile-1', 'profile-2', 'elsewhere']]);
    expect(world.server.received[0]).toMatchObject({ path: '/profile-1', method: 'POST', body: 'body of profile-1' });
    expect(world.server.received[0]?.headers.get('X-Own')).toBe('yes');
    expect(await world.held()).toBe(0);
  });

  test('numbers the lanes, so that the server keeps the order within each', async () => {
    await world.save('lane-a-1', { orderingKey: 'a' });
    await world.save('lane-b-1', { orderingKey: 'b' });
    await world.save('lane-a-2', { orderingKey: 'a' });
    await world.replay();
    const lanes = Object.fromEntries(world.server.batches[0]?.items.map(([key, number]) => [key, number]) ?? []);
    expect(lanes['lane-a-1']).toBe(lanes['lane-a-2']);
    expect(lanes['lane-b-1']).not.toBe(lanes['lane-a-1']);
  });

  test('of one task is none: it goes alone', async () => {
    await world.save('only-one');
    await world.replay();
    expect([world.server.batches.length, world.server.keys]).toEqual([0, ['only-one']]);
  });

  test('costs one announcement to begin and one to settle, however many go in it', async () => {
    await world.saveAll(names(50));
    const before = world.announced.length;
    await world.replay();
    expect(world.announced.slice(before).map(({ changed }) => changed.length)).toEqual([50, 50]);
  });

  test('holds no more tasks than it may', async () => {
    world.restart(inBatches({ items: 4 }));
    await world.saveAll(names(10));
    await world.replay();
    expect(world.server.keysOfBatches.map(({ length }) => length)).toEqual([4, 4, 2]);
  });

  test('holds no more tasks than the protocol allows, whatever it is told', async () => {
    world.restart(inBatches({ items: 5_000 }));
    await world.saveAll(names(1_001));
    await world.replay();
    expect(world.server.keysOfBatches.map(({ length }) => length)).toEqual([1_000]);
    expect(world.server.keys).toHaveLength(1_001);
  });

  test('holds no more bytes than it may; a larger body travels alone', async () => {
    world.restart(inBatches({ bytes: 250 }));
    for (const name of names(5)) await world.save(name, { body: 'x'.repeat(100) });
    await world.save('a-large-one', { body: 'x'.repeat(251) });
    await world.replay();
    expect(world.server.keysOfBatches.map(({ length }) => length)).toEqual([2, 2]);
    expect(world.server.keys).toHaveLength(6);
  });

  test('cuts a lane where it has to, and goes on in its order', async () => {
    world.restart({ ...inBatches({ items: 4 }), limits: { lanes: 3 } });
    await world.saveAll(names(10), lane);
    await world.replay();
    expect(world.server.keys).toEqual(names(10));
  });

  test('never holds tasks of two accounts', async () => {
    for (const name of names(3)) {
      await world.save(`mine-${name}`, { account: 'me' });
      await world.save(`yours-${name}`, { account: 'you' });
    }
    await world.replay();
    const accounts = world.server.keysOfBatches.map((keys) => new Set(keys.map((key) => key.split('-')[0])).size);
    expect(accounts).toEqual([1, 1]);
  });

  test('never holds tasks of another origin', async () => {
    await world.saveAll(['here-no-1', 'here-no-2']);
    await world.saveAll(['there-no-1', 'there-no-2'], { origin: 'http://elsewhere.test' });
    await world.replay();
    expect(world.server.keysOfBatches).toEqual([['here-no-1', 'here-no-2']]);
    expect(world.server.keys).toHaveLength(4);
  });

  const knowing = (rule: object) =>
    world.restart({
      ...inBatches(),
      tasks: [
        { type: 'save', version: 1 },
        { type: 'careful', version: 1, ...rule },
      ],
    });

  test('never holds a task whose kind resolves conflicts, nor what is behind it', async () => {
    knowing({ resolve: () => 'keep-theirs' });
    world.server.answerOnly({ '/careful-one': 409 });
    await world.saveAll(['before-1', 'before-2'], lane);
    await world.save('careful-one', { ...lane, taskType: 'careful' });
    await world.save('behind-it', lane);
    await world.replay();
    expect(world.server.keysOfBatches).toEqual([['before-1', 'before-2']]);
    expect(await world.fates()).toMatchObject({ 'careful-one': 'conceded', 'behind-it': 'delivered' });
  });

  test('ends a lane behind a task whose kind has a verdict of its own', async () => {
    knowing({ verdict: () => undefined });
    await world.save('before-it', lane);
    await world.save('careful-one', { ...lane, taskType: 'careful' });
    await world.saveAll(['behind-1', 'behind-2'], lane);
    await world.replay();
    expect(world.server.keysOfBatches).toEqual([
      ['before-it', 'careful-one'],
      ['behind-1', 'behind-2'],
    ]);
  });

  test('ends a lane behind a task whose failure blocks it', async () => {
    await world.save('blocking-one', { ...lane, blocksLane: true });
    await world.save('behind-it', lane);
    await world.saveAll(['elsewhere-1', 'elsewhere-2']);
    world.server.answerOnly({ '/blocking-one': 400 });
    await world.replay();
    expect(world.server.keys).not.toContain('behind-it');
    expect(await world.fates()).toMatchObject({ 'blocking-one': 'failed: refused', 'behind-it': 'waits for turn' });
  });

  test('leaves out what beforeSend holds, with those behind it, and what it drops', async () => {
    const decisions: Readonly<Record<string, 'hold' | 'drop'>> = { 'held-one': 'hold', 'dropped-1': 'drop' };
    world.restart({ ...inBatches(), beforeSend: ({ id }) => decisions[id] ?? 'send' });
    await world.saveAll(['first-one', 'held-one', 'behind-it'], lane);
    await world.saveAll(['dropped-1', 'after-drop'], { orderingKey: 'other' });
    await world.replay();
    expect(world.server.keys).toEqual(['first-one', 'after-drop']);
    expect(await world.fates()).toMatchObject({ 'held-one': 'waits for app', 'dropped-1': 'dropped' });
  });

  test('[G9] overtakes none behind what beforeSend held, though that is cancelled in the same moment', async () => {
    const names = Array.from({ length: 8 }, (_, place) => `task-no-${place}`);
    world.restart({
      batch: { ...BATCH, items: 3 },
      beforeSend: async ({ id }) => {
        if (id !== 'task-no-1') return 'send';
        await world.cancel(id);
        return 'hold';
      },
    });
    await world.saveAll(names, lane);
    await world.replay();
    await world.replay();
    expect(world.server.keys).toEqual(names.filter((id) => id !== 'task-no-1'));
  });

  test('leaves out what this version does not know', async () => {
    world.restart({ ...inBatches(), tasks: [{ type: 'save', version: 1 }] });
    await world.saveAll(['known-no-1', 'known-no-2']);
    await world.save('unknown-no-1', { taskType: 'of-the-future' });
    await world.replay();
    expect(world.server.keys).toEqual(['known-no-1', 'known-no-2']);
    expect(await world.fates()).toMatchObject({ 'unknown-no-1': 'failed: unknown-type' });
  });

  test('that meets a pause before it begins is not sent', async () => {
    await world.saveAll(['task-no-1', 'task-no-2']);
    world.restart({
      ...inBatches(),
      beforeSend: async () => {
        await world.pause();
        return 'send' as const;
      },
    });
    await world.replay();
    expect(world.server.keys).toEqual([]);
    expect(await world.row('task-no-1')).toMatchObject({ attempts: 0 });
  });
});
