import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { QueueStore } from 'workbox-background-sync';
import { destroy } from '../actions/destroy.ts';
import { outboxNames } from '../names.ts';
import { requestOf, stampOf, textOf } from './queue-contract.ts';
import type { RequestQueue } from './request-queue.ts';
import { workboxQueue } from './workbox-queue.ts';
import { workboxRows } from './workbox-rows.ts';

const DATABASE = 'workbox-background-sync';

/** What a queue of Workbox's rows keeps beyond what every queue does, as tests. */
export function workboxContract(): void {
  let name: string;
  let queue: RequestQueue;
  let workbox: QueueStore;

  beforeEach(() => {
    name = `queue-${crypto.randomUUID()}`;
    queue = workboxQueue(name);
    workbox = new QueueStore(name);
  });
  afterEach(() => closeWorkbox(workbox));

  const entries = async () => await queue.read(await queue.keys());
  const databases = async () => (await indexedDB.databases()).map((database) => database.name);

  describe('a queue of Workbox’s rows', () => {
    test('is read by Workbox itself', async () => {
      const key = await queue.push(await requestOf('ours'), stampOf('a', { createdAt: 7 }));
      const [entry, ...others] = await workbox.getAll();
      expect(others).toEqual([]);
      expect(entry).toMatchObject({
        ...{ id: key, queueName: name, timestamp: 7, metadata: stampOf('a', { createdAt: 7 }) },
        requestData: { url: 'http://server.test/save', method: 'PUT' },
      });
      expect(textOf(entry?.requestData.body)).toBe('ours');
      expect(await workbox.shiftEntry()).toMatchObject({ id: key });
      expect(await queue.keys()).toEqual([]);
    });

    test('reads what Workbox has pushed with a stamp', async () => {
      const stamp = stampOf('theirs');
      const metadata = { ...stamp };
      await workbox.pushEntry({ requestData: await requestOf('theirs'), timestamp: 5, metadata });
      expect(await entries()).toMatchObject([{ kind: 'readable', stamp }]);
    });

    test('reads a stamp as earlier versions wrote it: what it does not name is not asked', async () => {
      const { id, taskType, version, account, context, createdAt, orderingKey, replaces } = stampOf('early');
      const metadata = { id, taskType, version, account, context, createdAt, orderingKey, replaces };
      await workbox.pushEntry({ requestData: await requestOf('early'), timestamp: 5, metadata });
      expect(await entries()).toMatchObject([{ kind: 'readable', stamp: stampOf('early') }]);
    });

    test('reads a plain request that Workbox has pushed without one', async () => {
      const requestData = await requestOf('plain');
      requestData.headers['idempotency-key'] = 'first-attempt';
      await workbox.pushEntry({ requestData, timestamp: 5 });
      const context = { method: 'PUT', url: 'http://server.test/save' };
      const stamp = { id: 'first-attempt', taskType: 'fetch', account: '', context, createdAt: 5, bytes: 5 };
      expect(await entries()).toMatchObject([
        { kind: 'readable', stamp: { ...stamp, origin: 'http://server.test', orderingKey: 'http://server.test' } },
      ]);
    });

    test('names a plain request without a key by its place', async () => {
      await workbox.pushEntry({ requestData: await requestOf('plain'), timestamp: 5 });
      const [key] = await queue.keys();
      expect(await entries()).toMatchObject([{ stamp: { id: `held-${key}-5` } }]);
    });

    test('gives what nobody can rebuild as unreadable, with its stamp where it has one', async () => {
      const requestData = { url: 'not a url', headers: {} };
      await workbox.pushEntry({ requestData, timestamp: 5 });
      await workbox.pushEntry({ requestData, timestamp: 5, metadata: { ...stampOf('known') } });
      expect(await entries()).toMatchObject([
        { kind: 'unreadable', stamp: { taskType: 'unknown' } },
        { kind: 'unreadable', stamp: { id: 'known' } },
      ]);
    });

    test('is empty as long as only other queues hold something', async () => {
      const other = workboxQueue(`other-${name}`);
      await other.push(await requestOf('a'), stampOf('a'));
      expect(await queue.keys()).toEqual([]);
    });

    test('opens a connection again that was closed', async () => {
      await queue.push(await requestOf('a'), stampOf('a'));
      const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
      transaction.mockImplementationOnce(() => {
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      });
      await queue.push(await requestOf('b'), stampOf('b'));
      expect((await entries()).map(({ stamp }) => stamp.id)).toEqual(['a', 'b']);
      transaction.mockRestore();
    });

    test('throws what is not a closed connection as it is, and writes once', async () => {
      const full = new DOMException('no room', 'QuotaExceededError');
      const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
        throw full;
      });
      await expect(queue.push(await requestOf('a'), stampOf('a'))).rejects.toBe(full);
      expect(add).toHaveBeenCalledTimes(1);
      add.mockRestore();
    });
  });

  describe('the end of a queue of Workbox’s rows', () => {
    test('takes only its own rows with it', async () => {
      const other = workboxQueue(`other-${name}`);
      await other.push(await requestOf('b'), stampOf('b'));
      await queue.push(await requestOf('a'), stampOf('a'));
      await destroy(outboxNames(name), workboxRows());
      expect((await other.read(await other.keys())).map(({ stamp }) => stamp.id)).toEqual(['b']);
      expect(await queue.keys()).toEqual([]);
      expect(await databases()).toContain(DATABASE);
    });

    test('takes the database with it when nothing else lives in it', async () => {
      await removeEveryRow();
      await closeWorkbox(workbox);
      await queue.push(await requestOf('a'), stampOf('a'));
      await destroy(outboxNames(name), workboxRows());
      expect(await databases()).not.toContain(DATABASE);
    });
  });
}

/** What the tests before have left. */
async function removeEveryRow(): Promise<void> {
  const database = await openDB(DATABASE);
  await database.clear('requests');
  database.close();
}

/** Workbox keeps its connection, and gives way to nobody: it would hold up whoever deletes the database. */
async function closeWorkbox(store: QueueStore): Promise<void> {
  const database: IDBDatabase = await Reflect.get(store, '_queueDb').getDb();
  database.close();
}
