import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { StorableRequest } from 'workbox-background-sync';
import type { QueueTask } from '../../protocol/index.ts';
import { discard, list, resume, retry } from '../actions.ts';
import { broadcastAnnouncements } from '../announce/announcements.ts';
import type { Environment } from '../environment.ts';
import { indexedDbLedger } from '../ledger/indexed-db-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type RequestQueue, workboxQueue } from '../queue/request-queue.ts';
import type { Stamp } from '../task/stamp.ts';
import { DEFAULT_LIMITS } from './pass.ts';
import { type Replayer, replayer } from './replayer.ts';

/** A server that answers as the test says, and notes what reached it. */
class Server {
  readonly received: { key: string; path: string; body: string; time: number }[] = [];
  respond: (path: string) => Response | Promise<Response> = () => new Response(null, { status: 204 });
}

let server: Server;
let time: number;
let queue: RequestQueue;
let ledger: Ledger;
let engine: Replayer;
let environment: Environment;

const exclusiveAmongTests = () => {
  let tail: Promise<unknown> = Promise.resolve();
  return <Result>(_lock: string, work: () => Promise<Result>): Promise<Result> => {
    const running = tail.then(work, work);
    tail = running.catch(() => undefined);
    return running;
  };
};

beforeEach(() => {
  const name = `outbox-${Math.random()}`;
  server = new Server();
  time = 1_000_000;
  queue = workboxQueue(name);
  ledger = indexedDbLedger(name, () => undefined);
  environment = {
    now: () => time,
    random: () => 0.5,
    fetch: async (request) => {
      const path = new URL(request.url).pathname;
      const key = request.headers.get('Idempotency-Key') ?? '';
      server.received.push({ key, path, body: await request.text(), time });
      return await server.respond(path);
    },
    exclusively: exclusiveAmongTests(),
  };
  engine = replayer({ queue, ledger, environment }, 'lock');
});

const save = async (id: string, more: Partial<Stamp> = {}, listed = true) => {
  const stamp = { id, taskType: 'save', version: 1, account: 'me', context: {}, createdAt: time };
  const full: Stamp = { ...stamp, orderingKey: null, replaces: null, ...more };
  const request = new Request(`http://server.test/${id}`, { method: 'POST', body: `body of ${id}` });
  await queue.push(await StorableRequest.fromRequest(request), full);
  if (listed) await list({ queue, ledger, now: () => time }, full);
};
const replay = (networkIsBack = false) => engine.replay({ networkIsBack });
const task = async (id: string): Promise<QueueTask | undefined> =>
  (await ledger.read()).rows.find((row) => row.id === id)?.task;
const received = () => server.received.map(({ key }) => key);
const stores = () => ({ queue, ledger, now: () => time });

describe('a replay', () => {
  test('sends, settles, and takes the entry out of the queue', async () => {
    await save('a');
    expect(await replay()).toEqual({ kind: 'drained' });
    expect(server.received).toEqual([{ key: 'a', path: '/a', body: 'body of a', time }]);
    expect(await task('a')).toMatchObject({ status: 'completed', outcome: { kind: 'delivered' } });
    expect(await queue.keys()).toEqual([]);
  });

  test('sends what the page had no time to list', async () => {
    await save('a', {}, false);
    await replay();
    expect(await task('a')).toMatchObject({ status: 'completed' });
  });

  test('a lane keeps its order and stops at its first retry, other lanes go on', async () => {
    await save('a1', { orderingKey: 'a' });
    await save('a2', { orderingKey: 'a' });
    await save('b1', { orderingKey: 'b' });
    server.respond = (path) => new Response(null, { status: path === '/a1' ? 503 : 204 });
    expect(await replay()).toEqual({ kind: 'unfinished', tasks: 2 });
    expect(received().sort()).toEqual(['a1', 'b1']);
    server.respond = () => new Response(null, { status: 204 });
    time += 1_000;
    await replay();
    expect(received().slice(2)).toEqual(['a1', 'a2']);
  });

  test('a 503 is not asked again before its Retry-After, not even when the network is back', async () => {
    await save('a');
    server.respond = () => new Response(null, { status: 503, headers: { 'Retry-After': '120' } });
    await replay();
    server.respond = () => new Response(null, { status: 204 });
    for (time += 1; time < 1_120_000; time += 30_000) await replay(true);
    expect(received()).toEqual(['a']);
    time = 1_120_500;
    await replay();
    expect(received()).toEqual(['a', 'a']);
    expect(await task('a')).toMatchObject({ status: 'completed', retryCount: 1 });
  });

  test('a 400 fails the task, keeps its request, blocks nobody, and waits for the person', async () => {
    await save('a', { orderingKey: 'lane' });
    await save('b', { orderingKey: 'lane' });
    server.respond = (path) =>
      path === '/a' ? Response.json({ detail: 'too long (64 at most)' }, { status: 400 }) : new Response(null);
    expect(await replay()).toEqual({ kind: 'drained' });
    expect(await task('a')).toMatchObject({
      status: 'failed',
      error: { code: 'refused', message: 'too long (64 at most)' },
    });
    expect(await task('b')).toMatchObject({ status: 'completed' });
    expect(await queue.keys()).toHaveLength(1);

    server.respond = () => new Response(null, { status: 204 });
    await retry(stores(), 'a');
    await replay();
    expect(server.received.at(-1)).toMatchObject({ key: 'a', body: 'body of a' });
    expect(await queue.keys()).toEqual([]);
  });

  test('a failed task can be discarded, another one cannot', async () => {
    await save('a');
    await expect(discard(stores(), 'a')).rejects.toMatchObject({ code: 'task-not-waiting-for-you' });
    server.respond = () => new Response(null, { status: 422 });
    await replay();
    await discard(stores(), 'a');
    expect([await task('a'), await queue.keys()]).toEqual([undefined, []]);
    await replay();
    expect(received()).toEqual(['a']);
  });

  test('a 401 spends no retry and waits until the account is resumed', async () => {
    await save('a');
    server.respond = () => new Response(null, { status: 401 });
    expect(await replay()).toEqual({ kind: 'drained' });
    expect(await task('a')).toMatchObject({ status: 'pending', retryCount: 0, wait: { for: 'sign-in' } });
    server.respond = () => new Response(null, { status: 204 });
    await replay(true);
    expect(received()).toEqual(['a']);
    await resume(stores(), 'someone else');
    await replay();
    expect(received()).toEqual(['a']);
    await resume(stores(), 'me');
    await replay();
    expect(await task('a')).toMatchObject({ status: 'completed' });
  });

  test('without a network it gives up after a few silences, and goes on at the first sign of one', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']) await save(id);
    server.respond = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await replay()).toEqual({ kind: 'unfinished', tasks: 10 });
    expect(received().length).toBeLessThanOrEqual(DEFAULT_LIMITS.lanes + DEFAULT_LIMITS.silences);
    server.respond = () => new Response(null, { status: 204 });
    expect(await replay(true)).toEqual({ kind: 'drained' });
    expect(await queue.keys()).toEqual([]);
  });

  test('a superseded task is never sent, and its entry goes', async () => {
    await save('old', { orderingKey: 'profile', replaces: 'profile' });
    time += 1;
    await save('new', { orderingKey: 'profile', replaces: 'profile' });
    await replay();
    expect(received()).toEqual(['new']);
    expect(await task('old')).toMatchObject({ status: 'completed', outcome: { kind: 'superseded', by: 'new' } });
    expect(await queue.keys()).toEqual([]);
  });

  test('a task that replaces one keeps to the Retry-After that the other one was given', async () => {
    await save('old', { orderingKey: 'profile', replaces: 'profile' });
    server.respond = () => new Response(null, { status: 429, headers: { 'Retry-After': '60' } });
    await replay();
    time += 1;
    await save('new', { orderingKey: 'profile', replaces: 'profile' });
    await replay();
    expect(received()).toEqual(['old']);
    time += 61_000;
    await replay();
    expect(received()).toEqual(['old', 'new']);
  });

  test('a failed task is settled by a newer one that replaces it', async () => {
    await save('old', { orderingKey: 'profile', replaces: 'profile' });
    server.respond = () => new Response(null, { status: 400 });
    await replay();
    server.respond = () => new Response(null, { status: 204 });
    time += 1;
    await save('new', { orderingKey: 'profile', replaces: 'profile' });
    await replay();
    expect(received()).toEqual(['old', 'new']);
    expect(await task('old')).toMatchObject({ status: 'completed', outcome: { kind: 'superseded', by: 'new' } });
    expect(await queue.keys()).toEqual([]);
  });

  test('takes in what is stored while it runs', async () => {
    await save('a');
    server.respond = async (path) => {
      if (path === '/a') {
        await save('b');
        void replay();
      }
      return new Response(null, { status: 204 });
    };
    expect(await replay()).toEqual({ kind: 'drained' });
    expect(received()).toEqual(['a', 'b']);
  });

  test('takes in what is stored in a lane that is sending', async () => {
    await save('a', { orderingKey: 'lane' });
    server.respond = async (path) => {
      if (path === '/a') {
        await save('b', { orderingKey: 'lane' });
        void replay();
        for (let turn = 0; turn < 50; turn += 1) await queue.keys(); // Time enough for the survey to look.
      }
      return new Response(null, { status: 204 });
    };
    expect(await replay()).toEqual({ kind: 'drained' });
    expect(received()).toEqual(['a', 'b']);
  });

  test('a task that is stored while a pass begins is not taken for one whose request is gone', async () => {
    let isFirst = true;
    const during: RequestQueue = {
      ...queue,
      keys: async () => {
        const keys = await queue.keys();
        if (isFirst) {
          isFirst = false;
          await save('a');
        }
        return keys;
      },
    };
    await replayer({ queue: during, ledger, environment }, 'lock').replay({ networkIsBack: false });
    expect(await task('a')).not.toMatchObject({ status: 'failed' });
    await replay();
    expect(await task('a')).toMatchObject({ status: 'completed' });
  });

  test('one account that is signed out holds up no other, and no sync event', async () => {
    await save('a', { account: 'me', orderingKey: 'lane' });
    await save('b', { account: 'me', orderingKey: 'lane' });
    await save('c', { account: 'you', orderingKey: 'lane' });
    server.respond = (path) => new Response(null, { status: path === '/a' ? 401 : 204 });
    expect(await replay()).toEqual({ kind: 'drained' });
    expect(received().sort()).toEqual(['a', 'c']);
  });

  test('a wait that only a wrong clock can have measured does not bind', async () => {
    await save('a');
    server.respond = () => new Response(null, { status: 503 });
    time += 400 * 24 * 60 * 60 * 1000;
    await replay();
    time -= 400 * 24 * 60 * 60 * 1000;
    server.respond = () => new Response(null, { status: 204 });
    await replay();
    expect(await task('a')).toMatchObject({ status: 'completed' });
  });

  test('goes on although the announcements fail', async () => {
    const name = `deaf-${Math.random()}`;
    const { announce } = broadcastAnnouncements(name);
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const closed = broadcastAnnouncements(name);
    closed.close();
    closed.listen(() => {
      throw new Error('a mistake of the app');
    });
    ledger = indexedDbLedger(name, (change) => [announce, closed.announce].forEach((tell) => void tell(change)));
    await save('a');
    await replayer({ queue, ledger, environment }, 'lock').replay({ networkIsBack: false });
    expect(await task('a')).toMatchObject({ status: 'completed' });
    expect(reported).toHaveBeenCalled();
    vi.unstubAllGlobals();
  });

  test('reads a body once to list it and once to send it, however often it wakes', async () => {
    const reads: number[] = [];
    const counting = {
      ...queue,
      read: (key: number) => {
        reads.push(key);
        return queue.read(key);
      },
    };
    const engine = replayer({ queue: counting, ledger, environment }, 'lock');
    await save('a');
    server.respond = () => new Response(null, { status: 503, headers: { 'Retry-After': '60' } });
    for (let round = 0; round < 5; round += 1) await engine.replay({ networkIsBack: true });
    expect(reads).toHaveLength(2);
  });

  test('killed with the request in flight, the next one sends it again with the same key', async () => {
    await save('a');
    server.respond = () => new Promise(() => undefined);
    void engine.replay({ networkIsBack: false });
    await expect.poll(received).toEqual(['a']);
    server.respond = () => new Response(null, { status: 204 });
    const afterRestart = replayer(
      { queue, ledger, environment: { ...environment, exclusively: exclusiveAmongTests() } },
      'l',
    );
    expect(await afterRestart.replay({ networkIsBack: false })).toEqual({ kind: 'drained' });
    expect(received()).toEqual(['a', 'a']);
  });

  test('killed between settling and deleting, the next one drops the entry without sending', async () => {
    await save('a');
    const killed = { ...queue, remove: () => Promise.reject(new Error('killed')) };
    await expect(
      replayer({ queue: killed, ledger, environment }, 'lock').replay({ networkIsBack: false }),
    ).rejects.toThrow('killed');
    expect(await task('a')).toMatchObject({ status: 'completed' });
    await replay();
    expect(received()).toEqual(['a']);
    expect(await queue.keys()).toEqual([]);
  });

  test('an entry that vanished is told, not waited for', async () => {
    await save('a');
    for (const key of await queue.keys()) await queue.remove(key);
    expect(await replay()).toEqual({ kind: 'drained' });
    expect(await task('a')).toMatchObject({ status: 'failed', error: { code: 'request-missing' } });
  });

  test('a replay that starts while another one sends does not send the same', async () => {
    await save('a');
    let answer = () => {};
    server.respond = () =>
      new Promise((resolve) => {
        answer = () => resolve(new Response(null, { status: 204 }));
      });
    const first = replay();
    await expect.poll(received).toEqual(['a']);
    const second = replayer({ queue, ledger, environment }, 'lock').replay({ networkIsBack: true });
    for (let turn = 0; turn < 50; turn += 1) await queue.keys(); // Time enough for one that does not wait.
    answer();
    await Promise.all([first, second]);
    expect(received()).toEqual(['a']);
  });

  test('starts nothing new after its time is over', async () => {
    await save('a1', { orderingKey: 'a' });
    await save('a2', { orderingKey: 'a' });
    server.respond = () => {
      time += DEFAULT_LIMITS.pass;
      return new Response(null, { status: 204 });
    };
    expect(await replay()).toEqual({ kind: 'unfinished', tasks: 1 });
    expect(await replay()).toEqual({ kind: 'drained' });
  });
});

describe('plain requests that Workbox held', () => {
  test('that met a 401 go on when the account is resumed', async () => {
    const { QueueStore } = await import('workbox-background-sync');
    const name = `plain-401-${Math.random()}`;
    const requestData = { url: 'http://server.test/plain', method: 'PUT', headers: { 'idempotency-key': 'plain' } };
    await new QueueStore(name).pushEntry({ requestData, timestamp: 5 });
    const plain = replayer({ queue: workboxQueue(name), ledger, environment }, 'lock');
    server.respond = () => new Response(null, { status: 401 });
    await plain.replay({ networkIsBack: false });
    server.respond = () => new Response(null, { status: 204 });
    await resume(stores(), 'me');
    await plain.replay({ networkIsBack: false });
    expect(await task('plain')).toMatchObject({ status: 'completed' });
  });

  test('are listed and delivered, with the key of their first attempt', async () => {
    const request = new Request('http://server.test/plain', {
      method: 'PUT',
      body: 'x',
      headers: { 'Idempotency-Key': 'first-attempt' },
    });
    const store = await StorableRequest.fromRequest(request);
    const bare = { requestData: store.toObject(), timestamp: 5 };
    const { QueueStore } = await import('workbox-background-sync');
    const name = `plain-${Math.random()}`;
    await new QueueStore(name).pushEntry(bare);
    const plain = workboxQueue(name);
    await replayer({ queue: plain, ledger, environment }, 'lock').replay({ networkIsBack: false });
    expect(received()).toEqual(['first-attempt']);
    expect(await task('first-attempt')).toMatchObject({
      status: 'completed',
      taskType: 'fetch',
      context: { method: 'PUT', url: 'http://server.test/plain' },
    });
  });

  test('that nobody can rebuild are listed as failed and block nobody', async () => {
    const { QueueStore } = await import('workbox-background-sync');
    const name = `broken-${Math.random()}`;
    const store = new QueueStore(name);
    await store.pushEntry({ requestData: { url: 'not a url', headers: {} }, timestamp: 5 });
    const head = { url: 'http://server.test/head', method: 'HEAD', headers: {}, body: new ArrayBuffer(3) };
    await store.pushEntry({ requestData: head, timestamp: 5 });
    await store.pushEntry({ requestData: { url: 'http://server.test/ok', method: 'POST', headers: {} }, timestamp: 6 });
    expect(
      await replayer({ queue: workboxQueue(name), ledger, environment }, 'lock').replay({ networkIsBack: false }),
    ).toEqual({ kind: 'drained' });
    const { rows } = await ledger.read();
    expect(rows.map((row) => row.task.status)).toEqual(['failed', 'failed', 'completed']);
  });
});
