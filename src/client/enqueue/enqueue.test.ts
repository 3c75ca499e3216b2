import 'fake-indexeddb/auto';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { BackhaulError, defineTask, openOutbox, type RequestQueue, type Stamp } from '../../outbox/index.ts';
import { type Enqueuer, enqueuer } from './enqueuer.ts';

const rename = defineTask({
  type: 'rename',
  version: 2,
  context: v.object({ name: v.pipe(v.string(), v.maxLength(5, 'at most 5 characters')) }),
  request: ({ name }) => new Request('http://server.test/name', { method: 'PUT', body: name }),
  orderingKey: () => 'names',
  replaces: ({ name }) => name,
});

let queue: RequestQueue;
let stored: Stamp[];
let page: Enqueuer;

const open = (through: RequestQueue) =>
  enqueuer({
    queue: through,
    now: () => 42,
    account: 'me',
    afterStoring: async (stamp) => void stored.push(stamp),
    settlementOf: async () => ({ kind: 'discarded' }),
  });

beforeEach(() => {
  queue = openOutbox(`enqueue-${Math.random()}`).queue;
  stored = [];
  page = open(queue);
});

const bodies = async () => {
  const entries = await Promise.all((await queue.keys()).map((key) => queue.read(key)));
  return entries.map((entry) =>
    entry?.kind === 'readable' ? new TextDecoder().decode(entry.request.body) : entry?.kind,
  );
};

describe('enqueue', () => {
  test('puts the request and everything that the queue needs into the queue', async () => {
    const { id, stored: isStored } = page.enqueue(rename, { name: 'Ada' });
    await isStored;
    const [key = -1] = await queue.keys();
    expect(await queue.read(key)).toMatchObject({
      stamp: {
        id,
        taskType: 'rename',
        version: 2,
        account: 'me',
        context: { name: 'Ada' },
        orderingKey: 'names',
        replaces: 'Ada',
        createdAt: 42,
      },
      request: { url: 'http://server.test/name', method: 'PUT' },
    });
    expect(await bodies()).toEqual(['Ada']);
  });

  test('keeps the order of the calls within a lane, however long a request takes to build', async () => {
    const slow = defineTask({
      ...rename,
      request: async ({ name }) => {
        if (name === 'first') await queue.keys();
        return rename.request({ name });
      },
    });
    await Promise.all([page.enqueue(slow, { name: 'first' }).stored, page.enqueue(slow, { name: 'then' }).stored]);
    expect(await bodies()).toEqual(['first', 'then']);
  });

  test('refuses a context that does not fit, and stores nothing', async () => {
    const receipt = page.enqueue(rename, { name: 'too long' });
    await expect(receipt.stored).rejects.toMatchObject({
      code: 'invalid-context',
      details: { taskType: 'rename', issues: ['at most 5 characters'] },
    });
    expect(await receipt.settled).toMatchObject({ kind: 'not-stored', error: { code: 'invalid-context' } });
    expect([await queue.keys(), stored]).toEqual([[], []]);
  });

  test('says so when the request cannot be built; the next one is not held up', async () => {
    const broken = defineTask({
      ...rename,
      request: ({ name }) => {
        if (name === 'bad') throw new Error('no such space');
        return rename.request({ name });
      },
    });
    const receipts = [page.enqueue(broken, { name: 'bad' }), page.enqueue(broken, { name: 'good' })];
    await expect(receipts[0]?.stored).rejects.toMatchObject({
      code: 'request-not-built',
      cause: new Error('no such space'),
    });
    await receipts[1]?.stored;
    expect(await bodies()).toEqual(['good']);
  });

  test('an ordering key that throws is told like a request that does', async () => {
    const broken = defineTask({
      ...rename,
      orderingKey: () => {
        throw new TypeError('no lane');
      },
    });
    const { stored: isStored, settled } = page.enqueue(broken, { name: 'Ada' });
    await expect(isStored).rejects.toMatchObject({ code: 'request-not-built', cause: new TypeError('no lane') });
    expect(await settled).toMatchObject({ kind: 'not-stored' });
  });

  test.each([
    ['DataCloneError', 'invalid-context'],
    ['QuotaExceededError', 'storage-full'],
    ['InvalidStateError', 'storage-unavailable'],
  ])('a %s of the database is told as %s', async (name, code) => {
    const failing = open({ ...queue, push: () => Promise.reject(new DOMException('no', name)) });
    const { stored: isStored, settled } = failing.enqueue(rename, { name: 'Ada' });
    await expect(isStored).rejects.toBeInstanceOf(BackhaulError);
    await expect(isStored).rejects.toMatchObject({ code });
    expect(await settled).toMatchObject({ kind: 'not-stored' });
  });

  test('is quiet only when everything is stored', async () => {
    const { stored: isStored } = page.enqueue(rename, { name: 'Ada' });
    await page.quiet();
    expect(await bodies()).toEqual(['Ada']);
    await isStored;
  });
});
