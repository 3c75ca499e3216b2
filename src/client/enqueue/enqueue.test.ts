import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { BackhaulError, defineTask, type RequestQueue } from '../../outbox/index.ts';
import { memoryQueue } from '../../outbox/queue/memory-queue.ts';
import { BudgetGuard } from './budget.ts';
import { type Enqueuer, enqueuer } from './enqueuer.ts';
import type { StoredTask } from './store-task.ts';

const rename = defineTask({
  type: 'rename',
  version: 2,
  context: v.object({ name: v.pipe(v.string(), v.maxLength(5, 'at most 5 characters')) }),
  request: ({ name }) => new Request('http://server.test/name', { method: 'PUT', body: name }),
  orderingKey: () => 'names',
  replaces: ({ name }) => name,
});

let queue: RequestQueue;
let stored: StoredTask[];
let page: Enqueuer;
let until: Promise<void>;
let release: () => void;

const open = (through: RequestQueue, budget = { tasks: 1_000, bytes: 1_000_000 }) =>
  enqueuer({
    push: through.push,
    now: () => 42,
    account: 'me',
    budget: new BudgetGuard(budget, () => ({ tasks: 0, bytes: 0 })),
    afterStoring: async (task) => void stored.push(task),
    settlementOf: async () => ({ kind: 'unknown' }),
  });

beforeEach(() => {
  queue = memoryQueue();
  stored = [];
  page = open(queue);
  until = new Promise((resolve) => {
    release = resolve;
  });
});

const bodies = async () => {
  const entries = await queue.read(await queue.keys());
  return entries.map((entry) =>
    entry.kind === 'readable' ? new TextDecoder().decode(entry.request.body) : entry.kind,
  );
};
const slow = defineTask({ ...rename, request: ({ name }) => until.then(() => rename.request({ name })) });
/** In no lane, so that it waits for nothing: whatever else waits for nothing either is stored before it. */
const aside = defineTask({ ...rename, orderingKey: () => null });

describe('enqueue', () => {
  test('puts the request and everything that the queue needs into the queue', async () => {
    const { id, stored: isStored } = page.enqueue(rename, { name: 'Ada' });
    await isStored;
    const [entry] = await queue.read(await queue.keys());
    expect(entry).toMatchObject({
      stamp: {
        ...{ id, taskType: 'rename', version: 2, account: 'me', context: { name: 'Ada' }, createdAt: 42 },
        ...{ bytes: 3, origin: 'http://server.test', orderingKey: 'names', replaces: 'Ada' },
        ...{ creates: null, annihilates: null, dependsOn: [], insteadOf: null, blocksLane: false },
      },
      request: { url: 'http://server.test/name', method: 'PUT' },
    });
    expect(await bodies()).toEqual(['Ada']);
    expect(stored).toMatchObject([{ stamp: { id }, place: entry?.key }]);
  });

  test('takes what a definition and its caller ask', async () => {
    const asking = defineTask({
      ...rename,
      creates: ({ name }) => `person:${name}`,
      annihilates: ({ name }) => `ghost:${name}`,
      failureBlocksLane: true,
    });
    await page.enqueue(asking, { name: 'Ada' }, { dependsOn: ['before'], insteadOf: 'failed' }).stored;
    expect(stored[0]?.stamp).toMatchObject({
      ...{ creates: 'person:Ada', annihilates: 'ghost:Ada', blocksLane: true },
      ...{ dependsOn: ['before'], insteadOf: 'failed' },
    });
  });

  test('keeps the order of the calls within a lane, however long a request takes to build', async () => {
    const first = page.enqueue(slow, { name: 'first' });
    const then = page.enqueue(rename, { name: 'then' });
    await page.enqueue(aside, { name: 'aside' }).stored;
    release();
    await Promise.all([first.stored, then.stored]);
    expect(await bodies()).toEqual(['aside', 'first', 'then']);
  });

  test('stores a task after those that it depends on, whatever their lanes: else it would be sent before them', async () => {
    const first = page.enqueue(slow, { name: 'first' });
    const then = page.enqueue(aside, { name: 'then' }, { dependsOn: [first.id] });
    await page.enqueue(aside, { name: 'aside' }).stored;
    release();
    await Promise.all([first.stored, then.stored]);
    expect(await bodies()).toEqual(['aside', 'first', 'then']);
  });

  test('stores no task that depends on one that could not be stored', async () => {
    const first = page.enqueue(rename, { name: 'too long' });
    const then = page.enqueue(rename, { name: 'then' }, { dependsOn: [first.id] });
    await expect(then.stored).rejects.toMatchObject({ code: 'invalid-context' });
    await expect(first.stored).rejects.toMatchObject({ code: 'invalid-context' });
    expect(await bodies()).toEqual([]);
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
    const cause = new Error('no such space');
    await expect(receipts[0]?.stored).rejects.toMatchObject({ code: 'request-not-built', cause });
    await receipts[1]?.stored;
    expect(await bodies()).toEqual(['good']);
  });

  test.each(['orderingKey', 'replaces', 'creates', 'annihilates'] as const)(
    'tells a "%s" that throws like a request that does',
    async (name) => {
      const cause = new TypeError('no key');
      const broken = defineTask({
        ...rename,
        [name]: () => {
          throw cause;
        },
      });
      const { stored: isStored, settled } = page.enqueue(broken, { name: 'Ada' });
      await expect(isStored).rejects.toMatchObject({ code: 'request-not-built', cause });
      expect(await settled).toMatchObject({ kind: 'not-stored' });
    },
  );

  test.each([
    ['DataCloneError', 'invalid-context'],
    ['QuotaExceededError', 'storage-full'],
    ['InvalidStateError', 'storage-unavailable'],
  ])('tells a %s of the database as %s', async (name, code) => {
    const failing = open({ ...queue, push: () => Promise.reject(new DOMException('no', name)) });
    const { stored: isStored, settled } = failing.enqueue(rename, { name: 'Ada' });
    await expect(isStored).rejects.toBeInstanceOf(BackhaulError);
    await expect(isStored).rejects.toMatchObject({ code });
    expect(await settled).toMatchObject({ kind: 'not-stored' });
  });

  test('is quiet only when everything is stored', async () => {
    page.enqueue(slow, { name: 'Ada' });
    const whenQuiet = page.quiet().then(bodies);
    await page.enqueue(aside, { name: 'aside' }).stored;
    release();
    expect(await whenQuiet).toEqual(['aside', 'Ada']);
  });
});

describe('the budget', () => {
  test('refuses a task too many, also while those before are being stored', async () => {
    const small = open(queue, { tasks: 2, bytes: 1_000 });
    const receipts = ['a', 'b', 'c'].map((name) => small.enqueue(rename, { name }));
    const results = await Promise.allSettled(receipts.map((receipt) => receipt.stored));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(await receipts[2]?.settled).toMatchObject({
      kind: 'not-stored',
      error: { code: 'outbox-full', details: { taskType: 'rename', tasks: 2, bytes: 2 } },
    });
    expect(await bodies()).toEqual(['a', 'b']);
  });

  test('refuses bytes too many, and still takes a smaller task', async () => {
    const small = open(queue, { tasks: 10, bytes: 6 });
    await small.enqueue(rename, { name: 'four' }).stored;
    await expect(small.enqueue(rename, { name: 'three' }).stored).rejects.toMatchObject({ code: 'outbox-full' });
    await small.enqueue(rename, { name: 'ok' }).stored;
    expect(await bodies()).toEqual(['four', 'ok']);
  });

  test('gets its room back when the task is listed, or could not be kept', async () => {
    const small = open(queue, { tasks: 1, bytes: 1_000 });
    await small.enqueue(rename, { name: 'a' }).settled;
    stored[0]?.giveRoomBack();
    await small.enqueue(rename, { name: 'b' }).stored;
    const failing = open({ ...queue, push: () => Promise.reject(new Error('no')) }, { tasks: 1, bytes: 1_000 });
    for (const name of ['c', 'd']) {
      await expect(failing.enqueue(rename, { name }).stored).rejects.toMatchObject({ code: 'storage-unavailable' });
    }
  });

  test('counts what is listed', () => {
    const guard = new BudgetGuard({ tasks: 5, bytes: 100 }, () => ({ tasks: 4, bytes: 99 }));
    expect(() => guard.take('rename', 2)).toThrow(expect.objectContaining({ code: 'outbox-full' }));
    expect(() => guard.take('rename', 1)).not.toThrow();
  });
});
