import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { QueueStore, StorableRequest } from 'workbox-background-sync';
import { indexedDbLedger } from '../ledger/indexed-db-ledger.ts';
import { workboxQueue } from '../queue/workbox-queue.ts';
import { ORIGIN, TestWorld } from '../testing/test-world.ts';

let world: TestWorld;
let workbox: QueueStore;

beforeEach(() => {
  const name = `plain-${crypto.randomUUID()}`;
  workbox = new QueueStore(name);
  world = new TestWorld({}, (announce) => ({
    queue: workboxQueue(name),
    ledger: indexedDbLedger(`${name}-ledger`, announce),
  }));
});

const hold = async (path: string, key?: string) => {
  const headers: HeadersInit = key === undefined ? {} : { 'Idempotency-Key': key };
  const request = new Request(`${ORIGIN}${path}`, { method: 'PUT', body: 'x', headers });
  const requestData = (await StorableRequest.fromRequest(request)).toObject();
  await workbox.pushEntry({ requestData, timestamp: 5 });
};

describe('plain requests that Workbox held', () => {
  test('are listed and delivered, with the key of their first attempt', async () => {
    await hold('/plain', 'first-attempt');
    await world.replay();
    expect(world.server.keys).toEqual(['first-attempt']);
    expect(await world.task('first-attempt')).toMatchObject({
      status: 'completed',
      taskType: 'fetch',
      context: { method: 'PUT', url: `${ORIGIN}/plain` },
    });
  });

  test('get one key for every attempt when they have none', async () => {
    await hold('/plain');
    world.server.answerAll(503);
    await world.replay();
    world.clock.advance(10_000);
    world.server.answerAll(204);
    await world.replay();
    const [first, second] = world.server.keys;
    expect(first).toMatch(/^held-\d+-5$/);
    expect(second).toBe(first);
  });

  test('go in their order, those of one origin', async () => {
    for (const place of [1, 2, 3]) await hold(`/${place}`, `key-${place}`);
    await world.replay();
    expect(world.server.keys).toEqual(['key-1', 'key-2', 'key-3']);
  });

  test('are sent once when the same key is held twice', async () => {
    await hold('/plain', 'same-key');
    await hold('/plain', 'same-key');
    await world.replay();
    expect([world.server.keys, await world.held()]).toEqual([['same-key'], 0]);
  });

  test('that met a 401 are tried again: they name no account that could be signed in', async () => {
    await hold('/plain', 'first-attempt');
    world.server.answerAll(401);
    await world.replay();
    expect(await world.controls()).toMatchObject({ held: [] });
    world.server.answerAll(204);
    world.clock.advance(10_000);
    await world.replay();
    expect(await world.fates()).toEqual({ 'first-attempt': 'delivered' });
  });

  test('that nobody can rebuild are listed as failed and block nobody', async () => {
    await workbox.pushEntry({ requestData: { url: 'not a url', headers: {} }, timestamp: 5 });
    const head = { url: `${ORIGIN}/head`, method: 'HEAD', headers: {}, body: new ArrayBuffer(3) };
    await workbox.pushEntry({ requestData: head, timestamp: 5 });
    await hold('/ok', 'readable');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(Object.values(await world.fates()).sort()).toEqual([
      'delivered',
      'failed: request-unreadable',
      'failed: request-unreadable',
    ]);
  });
});
