import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { livePath } from '../../src/protocol/index.ts';
import { bearerTokens } from '../identity/bearer-tokens.ts';
import type { Store } from '../store/store.ts';
import { LAPTOP } from '../testing/devices-contract.ts';
import { over } from '../testing/failing-store.ts';
import { ORIGIN, openHandler, problemIn, save } from '../testing/open-handler.ts';
import { ALICE, BOB, valueEntry } from '../testing/samples.ts';
import { StreamText } from '../testing/stream-text.ts';

const LIVE = `${ORIGIN}${livePath(ALICE)}`;

const eventOf = (cursor: number) => `event: cursor\ndata: {"cursor":${cursor}}\nid: ${cursor}\n\n`;
/** What is told on every connection of an account that is in none. */
const NO_SPACES = 'event: spaces\ndata: {}\n\n';
const live = (headers: Record<string, string> = {}) => new Request(LIVE, { headers });
const put = (store: Store, id: string, account = ALICE) =>
  store.transact(account, (transaction) => transaction.putEntries([valueEntry(id, 1, 1)]));

/** A handler, and how many are watching its store. */
async function openWatched(options: Parameters<typeof openHandler>[0] = {}) {
  const { store } = await openHandler();
  let watching = 0;
  const counted = over(store, {
    watch: (topic, listener) => {
      watching += 1;
      const leave = store.watch(topic, listener);
      return () => {
        watching -= 1;
        leave();
      };
    },
  });
  return { ...(await openHandler({ ...options, store: counted })), watching: () => watching };
}

describe('a live stream', () => {
  it('tells the cursor at once, and after every commit that changed it', async () => {
    const { handler, store } = await openHandler();
    const stream = new StreamText(await handler(live()));
    await expect.poll(() => stream.text).toBe(eventOf(0) + NO_SPACES);
    await handler(save('key-00001', valueEntry('a', 1, 1), valueEntry('b', 1, 1)));
    await expect.poll(() => stream.text).toBe(eventOf(0) + NO_SPACES + eventOf(2));
    await handler(save('key-00001', valueEntry('a', 1, 1), valueEntry('b', 1, 1)));
    await put(store, 'other', BOB);
    await put(store, 'c');
    await expect.poll(() => stream.text).toBe(eventOf(0) + NO_SPACES + eventOf(2) + eventOf(3));
  });

  it('is neither kept, nor transformed, nor buffered on its way', async () => {
    const { handler } = await openHandler();
    const { status, headers, body } = await handler(live());
    expect([status, headers.get('Content-Type')]).toEqual([200, 'text/event-stream']);
    expect([headers.get('Cache-Control'), headers.get('X-Accel-Buffering')]).toEqual(['no-store', 'no']);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    await body?.cancel();
  });

  it('tells nothing of the account at once to one who has heard the newest, and then goes on', async () => {
    const { handler, store } = await openHandler({ heartbeat: 20 });
    await put(store, 'a');
    const stream = new StreamText(await handler(live({ 'Last-Event-ID': '1' })));
    await expect.poll(() => stream.text).toMatch(/^event: spaces\ndata: \{\}\n\n(:\n\n)+$/);
    await put(store, 'b');
    await expect.poll(() => stream.text.replaceAll(':\n\n', '')).toBe(NO_SPACES + eventOf(2));
  });

  it.each(['0', '2', '', 'x', '-1', '1.0'])('tells the newest to one who has heard %j', async (id) => {
    const { handler, store } = await openHandler();
    await put(store, 'a');
    const stream = new StreamText(await handler(live({ 'Last-Event-ID': id })));
    await expect.poll(() => stream.text).toBe(eventOf(1) + NO_SPACES);
  });

  it('says again and again that it lives', async () => {
    const { handler } = await openHandler({ heartbeat: 1 });
    const stream = new StreamText(await handler(live()));
    await expect.poll(() => stream.text).toMatch(/\n\n:\n\n:\n\n/);
  });

  it('says nothing while the heart has no reason to beat', async () => {
    const { handler, store } = await openHandler({ heartbeat: 20_000 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const stream = new StreamText(await handler(live()));
    await expect.poll(() => stream.text).toBe(eventOf(0) + NO_SPACES);
    await vi.advanceTimersByTimeAsync(15_000);
    await put(store, 'a');
    await expect.poll(() => stream.text).toBe(eventOf(0) + NO_SPACES + eventOf(1));
    await vi.advanceTimersByTimeAsync(15_000);
    await put(store, 'b');
    await expect.poll(() => stream.text).toBe(eventOf(0) + NO_SPACES + eventOf(1) + eventOf(2));
  });

  it('is not watched for any more when its client has left', async () => {
    const { handler, watching } = await openWatched();
    const streams = [new StreamText(await handler(live())), new StreamText(await handler(live()))];
    // Its entries, and which spaces it is in.
    expect(watching()).toBe(4);
    await streams[0]?.leave();
    await expect.poll(watching).toBe(2);
    await streams[1]?.leave();
    await expect.poll(watching).toBe(0);
  });
});

describe('a live stream of a token', () => {
  /** A handler whose tokens stand for what `accountOf` gives, and what it was told on a stream of Alice's. */
  async function openTold(accountOf: () => typeof ALICE | undefined | Promise<typeof ALICE>, slowAfter = 20_000) {
    const asked = vi.fn(accountOf);
    const { handler, store } = await openHandler({
      heartbeat: 20,
      limits: { slowAfter },
      authenticate: bearerTokens(asked),
    });
    const stream = new StreamText(await handler(live()));
    await expect.poll(() => stream.text).toContain(NO_SPACES);
    return { asked, store, stream };
  }

  it('goes on as long as the token is valid, which is asked again and again', async () => {
    const { asked, stream } = await openTold(() => ALICE);
    await expect.poll(() => asked.mock.calls.length).toBeGreaterThan(3);
    expect(stream.hasEnded).toBe(false);
  });

  it.each([
    ['expires, or is taken back', () => undefined],
    ['stands for another account', () => BOB],
    ['cannot be looked up', () => Promise.reject(new Error('The app is down.'))],
    ['is looked up for too long', () => new Promise<never>(() => undefined)],
  ])('ends when the token %s', async (_, after) => {
    let accountOf: Parameters<typeof openTold>[0] = () => ALICE;
    const { stream } = await openTold(() => accountOf(), 50);
    accountOf = after;
    await expect.poll(() => stream.hasEnded).toBe(true);
  });

  it('tells nothing any more a heartbeat after the token has expired, though there is no silence', async () => {
    let isValid = true;
    const { store, stream } = await openTold(() => (isValid ? ALICE : undefined));
    isValid = false;
    for (let id = 0; !stream.hasEnded && id < 500; id += 1) {
      await put(store, `entry-${id}`);
      await setTimeout(2);
    }
    expect(stream.hasEnded).toBe(true);
    expect(stream.text).not.toContain(eventOf(await store.cursorOf(ALICE)));
  });

  it('is another thing than one of a device, whose signature is asked about once', async () => {
    const asked = vi.fn(async () => ({
      principal: { kind: 'device', account: ALICE, device: LAPTOP, generation: 0 } as const,
      checkBody: () => undefined,
    }));
    const { store } = await openHandler();
    const device = { device: LAPTOP, publicKey: new Uint8Array(32), registeredAt: 1 };
    await store.transact(ALICE, ({ devices }) => devices.put(device));
    const { handler } = await openHandler({ store, heartbeat: 1, authenticate: asked });
    const stream = new StreamText(await handler(live()));
    await expect.poll(() => stream.text).toMatch(/(:\n\n){5}/);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

describe('when the server stops', () => {
  it('every stream ends, also one that is asked for too late', async () => {
    const stop = new AbortController();
    const { handler, watching } = await openWatched({ stop: stop.signal });
    const streams = [new StreamText(await handler(live())), new StreamText(await handler(live()))];
    await expect.poll(() => streams.map(({ text }) => text)).toEqual(new Array(2).fill(eventOf(0) + NO_SPACES));
    stop.abort();
    streams.push(new StreamText(await handler(live())));
    await expect.poll(() => streams.map(({ hasEnded }) => hasEnded)).toEqual([true, true, true]);
    expect(watching()).toBe(0);
  });
});

describe('what is no live stream', () => {
  it.each(['HEAD', 'POST', 'DELETE'])('%s, which nobody watches for', async (method) => {
    const { handler, watching } = await openWatched();
    const response = await handler(new Request(LIVE, { method }));
    expect([response.status, response.headers.get('Allow'), watching()]).toEqual([405, 'GET', 0]);
  });

  it('an account that is none', async () => {
    const { handler } = await openHandler();
    const response = await handler(new Request(`${ORIGIN}/v1/accounts/x/live`));
    expect(await problemIn(response)).toMatchObject({ status: 400, code: 'invalid-parameter' });
  });

  it('a store that is unavailable, which nobody watches then', async () => {
    const { handler, store, watching } = await openWatched();
    await store.close();
    expect(await problemIn(await handler(live()))).toMatchObject({ status: 503, code: 'storage-unavailable' });
    expect(watching()).toBe(0);
  });
});
