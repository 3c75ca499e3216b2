import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testJournal } from '../../journal/testing/test-journal.ts';
import { signal } from '../../outbox/replay/signal.ts';
import type { AccountId } from '../../protocol/index.ts';
import { followLive } from './live.ts';
import type { SpaceNews } from './space-news.ts';

let lifetime: AbortController;
let account: AccountId;
/** What the server has told on the connection that is open. */
let connections: { readonly request: Request; readonly say: (text: string) => void; readonly end: () => void }[];
let cursor: number;
/** What it has done about what it was told, in order. */
let deeds: ('waited' | 'looked' | 'pulled')[];
let pauses: number[];
let refuse: boolean;
let quiet: () => Promise<void>;
let pull: () => Promise<void>;
let connectedTimes: number;
let news: SpaceNews[];

beforeEach(async () => {
  lifetime = new AbortController();
  account = (await testJournal()).journal.account;
  [connections, pauses, deeds, cursor, refuse] = [[], [], [], 0, false];
  [connectedTimes, news] = [0, []];
  quiet = async () => undefined;
  pull = async () => undefined;
});
afterEach(() => {
  lifetime.abort();
  vi.useRealTimers();
});

const fetch = async (request: Request): Promise<Response> => {
  if (refuse) return new Response('No.', { status: 503 });
  return await new Promise((resolve) => {
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        request.signal.addEventListener('abort', () => controller.error(request.signal.reason));
        const say = (text: string) => controller.enqueue(new TextEncoder().encode(text));
        connections.push({ request, say, end: () => controller.close() });
      },
    });
    resolve(new Response(body));
  });
};
const follow = () =>
  followLive(
    {
      journal: {
        account,
        cursor: async () => {
          deeds.push('looked');
          return cursor;
        },
      },
      origin: 'http://server.test',
      fetch,
      pull: async () => {
        deeds.push('pulled');
        await pull();
      },
      quiet: () => {
        deeds.push('waited');
        return quiet();
      },
      onConnected: () => {
        connectedTimes += 1;
      },
      onSpaceNews: (heard) => news.push(heard),
      random: () => 0.5,
      pause: async (milliseconds) => {
        pauses.push(milliseconds);
        if (pauses.length >= 12) lifetime.abort();
      },
    },
    lifetime.signal,
  );
const tell = (id: number) => connections.at(-1)!.say(`id: ${id}\nevent: cursor\ndata: {"cursor":${id}}\n\n`);
/** Resolves when so many connections have been made. All that was told on the one before has been heard by then. */
const connected = (count: number) => expect.poll(() => connections).toHaveLength(count);
const endConnection = async () => {
  connections.at(-1)!.end();
  await connected(connections.length + 1);
};

test('pulls what the server tells of and this device has not, and only that', async () => {
  void follow();
  await connected(1);
  cursor = 3;
  tell(3);
  tell(4);
  await endConnection();
  expect(deeds).toEqual(['waited', 'looked', 'waited', 'looked', 'pulled']);
  const [{ request }] = connections as [(typeof connections)[number]];
  expect([request.url, request.headers.get('Accept')]).toEqual([
    `http://server.test/v1/accounts/${account}/live`,
    'text/event-stream',
  ]);
});

test('an event in pieces, with comments between, is one event', async () => {
  void follow();
  await connected(1);
  for (const piece of [':\n\n', 'id: 7', '\ndata: {}', '\n', '\n']) connections[0]!.say(piece);
  await endConnection();
  expect(deeds).toEqual(['waited', 'looked', 'pulled']);
});

test('news of spaces are passed on as they come, and ask for no pull; what cannot be read is passed over', async () => {
  void follow();
  await connected(1);
  const space = 'AAAAAAAAAAAAAAAAAAAAAA';
  connections[0]!.say('event: spaces\ndata: {}\n\n');
  connections[0]!.say(`event: space\ndata: {"space":"${space}","cursor":3}\n\n`);
  connections[0]!.say('event: space\ndata: {"space":1}\n\nevent: weather\ndata: {}\n\n');
  await endConnection();
  expect(news).toEqual([{ kind: 'spaces' }, { kind: 'space', space, cursor: 3 }]);
  expect(deeds).toEqual([]);
});

test('news of spaces do not wait for what a change of entries waits for', async () => {
  quiet = () => new Promise(() => undefined);
  void follow();
  await connected(1);
  tell(5);
  connections[0]!.say('event: spaces\ndata: {}\n\n');
  await expect.poll(() => news).toEqual([{ kind: 'spaces' }]);
});

test('each connection tells that the server answers, and a refused one does not', async () => {
  refuse = true;
  await follow();
  expect(connectedTimes).toBe(0);
  [refuse, lifetime, pauses] = [false, new AbortController(), []];
  void follow();
  await connected(1);
  await endConnection();
  await expect.poll(() => connectedTimes).toBe(2);
});

test('what is being sent is not read again: it looks once more when that has settled', async () => {
  const sent = signal();
  quiet = () => sent.promise;
  void follow();
  await connected(1);
  tell(5);
  await expect.poll(() => deeds).toEqual(['waited']);
  cursor = 5; // The answer was taken in.
  sent.resolve();
  await endConnection();
  expect(deeds).toEqual(['waited', 'looked']);
});

test('a connection that ends is made again, from the last event that was of use', async () => {
  void follow();
  await connected(1);
  tell(5);
  await endConnection();
  expect(connections.map(({ request }) => request.headers.get('Last-Event-ID'))).toEqual([null, '5']);
});

test('an event whose pull fails is told again', async () => {
  pull = () => Promise.reject(new Error('offline'));
  void follow();
  await connected(1);
  tell(5);
  await connected(2);
  expect(connections.map(({ request }) => request.headers.get('Last-Event-ID'))).toEqual([null, null]);
});

test('a server that refuses is asked less and less often, and never at once', async () => {
  refuse = true;
  await follow();
  expect(pauses[0]).toBeGreaterThanOrEqual(250);
  expect(pauses.every((pause, place) => place === 0 || pause >= pauses[place - 1]!)).toBe(true);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(60_250);
  expect(pauses.at(-1)).toBeGreaterThan(20_000);
});

test('ends with the page', async () => {
  const following = follow();
  await connected(1);
  lifetime.abort();
  await following;
  expect([connections.length, pauses]).toEqual([1, []]);
});

test('a connection that says nothing, not even a comment, is taken for dead', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const listen = vi.spyOn(globalThis, 'setTimeout');
  const listensAgain = (times: number) => expect.poll(() => listen).toHaveBeenCalledTimes(times);
  void follow();
  await listensAgain(1);
  await vi.advanceTimersByTimeAsync(50_000);
  connections[0]!.say(':\n\n');
  await listensAgain(2);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(connections).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  await connected(2);
});
