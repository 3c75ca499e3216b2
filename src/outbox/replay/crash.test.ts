import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { announcer } from '../announce/announcer.ts';
import { answer } from '../testing/test-server.ts';
import { inIndexedDb, inMemory } from '../testing/test-stores.ts';
import { TestWorld } from '../testing/test-world.ts';

describe.each([
  ['in memory', inMemory],
  ['in IndexedDB', inIndexedDb],
])('an outbox %s', (_, open) => {
  let world: TestWorld;

  beforeEach(() => {
    world = new TestWorld({}, open);
  });

  test('that dies with the request in flight sends it again with the same key', async () => {
    await world.saveAll(['a', 'b'], { orderingKey: 'lane' });
    world.server.respond = () => new Promise(() => undefined);
    void world.replay();
    await expect.poll(() => world.server.keys).toEqual(['a']);
    world.server.answerAll(204);
    world.restart();
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keys).toEqual(['a', 'a', 'b']);
    expect(await world.row('a')).toMatchObject({ attempts: 2 });
  });

  test('that dies between settling and deleting drops the entry without sending', async () => {
    await world.save('a');
    const killed = { ...world.stores.queue, remove: () => Promise.reject(new Error('killed')) };
    await world.anotherReplayer({}, { queue: killed }).replay({ networkIsBack: false });
    expect([await world.fates(), await world.held()]).toEqual([{ a: 'delivered' }, 1]);
    world.restart();
    await world.replay();
    expect([world.server.keys, await world.held()]).toEqual([['a'], 0]);
  });

  test('that dies between storing and listing lists what it finds, in the order of the queue', async () => {
    await world.store('a', { orderingKey: 'lane' });
    await world.store('b', { orderingKey: 'lane' });
    world.restart();
    await world.replay();
    expect(world.server.keys).toEqual(['a', 'b']);
  });

  test('that has lost its ledger delivers all that its queue holds', async () => {
    await world.saveAll(['a', 'b']);
    await world.stores.ledger.change(async (draft) => ['a', 'b'].forEach(draft.remove));
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'delivered', b: 'delivered' });
  });

  test('that fails to write says so, and goes on at the next pass', async () => {
    await world.save('a');
    const full = new DOMException('no room', 'QuotaExceededError');
    const broken = { ...world.stores.ledger, change: () => Promise.reject(full) };
    const { replay } = world.anotherReplayer({}, { ledger: broken });
    await expect(replay({ networkIsBack: false })).rejects.toBe(full);
    expect(await world.replay()).toEqual({ kind: 'drained' });
  });
});

describe('taking in', () => {
  let world: TestWorld;

  beforeEach(() => {
    world = new TestWorld();
  });

  test('removes an entry that stands for a task that is listed already: the same key is the same effect', async () => {
    await world.save('a');
    await world.store('a');
    expect(await world.held()).toBe(2);
    await world.replay();
    expect([world.server.keys, await world.held()]).toEqual([['a'], 0]);
  });

  test('removes all but the first of two entries that nobody has listed', async () => {
    await world.store('a', { body: 'first' });
    await world.store('a', { body: 'second' });
    await world.replay();
    expect(world.server.received.map(({ body }) => body)).toEqual(['first']);
    expect(await world.held()).toBe(0);
  });

  test('removes an entry whose task was delivered', async () => {
    await world.save('a');
    await world.replay();
    await world.store('a');
    await world.replay();
    expect([world.server.keys, await world.held()]).toEqual([['a'], 0]);
  });

  test('lists many, a part at a time', async () => {
    const names = Array.from({ length: 120 }, (_, place) => `task-${place}`);
    for (const name of names) await world.store(name);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keys).toHaveLength(120);
  });
});

test('a replay goes on although the announcements fail', async () => {
  const reported = vi.fn();
  vi.stubGlobal('reportError', reported);
  const closed = announcer(`deaf-${Math.random()}`);
  closed.close();
  const world = new TestWorld({}, () => inMemory(closed.announce));
  world.server.respond = () => answer(204);
  await world.save('a');
  await world.replay();
  expect(await world.fates()).toEqual({ a: 'delivered' });
  expect(reported).toHaveBeenCalled();
  vi.unstubAllGlobals();
});
