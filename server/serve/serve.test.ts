import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { encodeDelta, livePath } from '../../src/protocol/index.ts';
import { createHandler } from '../handler/create-handler.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { authenticate, SILENT } from '../testing/open-handler.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { StreamText } from '../testing/stream-text.ts';
import { streamed } from '../testing/streamed.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { type Listening, listen } from './listen.ts';
import { ListenError } from './listen-error.ts';
import { serve } from './serve.ts';

const HERE = { host: '127.0.0.1', port: 0, authenticate, log: SILENT };
const LISTEN = { patience: DEFAULT_LIMITS, trustProxy: 0, log: SILENT };
const AS_ALICE = { Authorization: `Bearer ${ALICE}` };
const SAVE = {
  method: 'PATCH',
  headers: { 'Content-Type': 'application/cbor', 'Idempotency-Key': 'key-00001', ...AS_ALICE },
  body: encodeDelta([valueEntry('a', 1, 0)]),
};

function keyed(index: number) {
  return { ...SAVE, headers: { ...SAVE.headers, 'Idempotency-Key': `key-000-${index}` } };
}

/** A promise with its resolver outside. */
function signal() {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

describe('serving', () => {
  it('answers over a port, stops, and has everything when it starts again', async () => {
    const dataDirectory = await temporaryDirectory();
    const first = await serve({ ...HERE, dataDirectory });
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const saved = await fetch(`${first.url}/v1/accounts/account-alice/entries`, SAVE);
    expect(saved.status).toBe(200);
    await saved.text();
    await first.stop();
    await expect(fetch(`${first.url}/healthz`)).rejects.toThrow();

    const second = await serve({ ...HERE, dataDirectory });
    onTestFinished(() => second.stop());
    const again = await fetch(`${second.url}/v1/accounts/account-alice/entries`, SAVE);
    expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([200, 'true']);
  });

  it('answers 413 to a large body of unknown length and goes on', async () => {
    const running = await serve({ ...HERE, dataDirectory: await temporaryDirectory(), bodyLimit: 1000 });
    onTestFinished(() => running.stop());
    let left = 100;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(10_000)) : controller.close()),
    });
    const head = new Request(`${running.url}/v1/accounts/account-alice/entries`, { ...SAVE, body: null });
    const refused = await fetch(streamed(head, body));
    expect(refused.status).toBe(413);
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  });

  it('says which port is taken, how to choose another, and lets the database go', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const attempt = serve({ host: '127.0.0.1', port, dataDirectory: await temporaryDirectory() });
    await expect(attempt).rejects.toBeInstanceOf(ListenError);
    await expect(attempt).rejects.toThrow(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken: .*--port`));
  });

  it('says when the host is not of this machine', async () => {
    const dataDirectory = await temporaryDirectory();
    await expect(serve({ host: '192.0.2.1', port: 0, dataDirectory })).rejects.toThrow(/^192\.0\.2\.1 is no address/);
  });
});

describe('live, over a port', () => {
  const eventOf = (cursor: number) => `event: cursor\ndata: {"cursor":${cursor}}\nid: ${cursor}\n\n`;
  const noSpaces = 'event: spaces\ndata: {}\n\n';

  async function openLive() {
    const running = await serve({ ...HERE, dataDirectory: await temporaryDirectory(), stopWithin: 60_000 });
    onTestFinished(() => running.stop());
    const follow = async (headers: Record<string, string> = {}) =>
      new StreamText(await fetch(`${running.url}${livePath(ALICE)}`, { headers: { ...AS_ALICE, ...headers } }));
    const save = () => fetch(`${running.url}/v1/accounts/${ALICE}/entries`, SAVE);
    return { running, follow, save };
  }

  it('a stream begins at once though there is nothing to tell, and an event arrives after a commit', async () => {
    const { follow, save } = await openLive();
    const [fresh, informed] = [await follow(), await follow({ 'Last-Event-ID': '0' })];
    await expect.poll(() => fresh.text).toBe(eventOf(0) + noSpaces);
    expect((await save()).status).toBe(200);
    await expect.poll(() => fresh.text).toBe(eventOf(0) + noSpaces + eventOf(1));
    await expect.poll(() => informed.text).toBe(noSpaces + eventOf(1));
  });

  it('open streams end promptly when the server stops', async () => {
    const { running, follow, save } = await openLive();
    const streams = await Promise.all(Array.from({ length: 20 }, () => follow()));
    await save();
    await expect.poll(() => streams.every(({ text }) => text.endsWith(eventOf(1)))).toBe(true);
    const start = performance.now();
    await running.stop();
    expect(performance.now() - start).toBeLessThan(2000);
    await expect.poll(() => streams.every(({ hasEnded }) => hasEnded)).toBe(true);
  });

  it('clients that leave, even at once, do not keep the server from going on and stopping', async () => {
    const { running, follow, save } = await openLive();
    const gone = new AbortController();
    const cutOff = fetch(`${running.url}${livePath(ALICE)}`, { headers: AS_ALICE, signal: gone.signal }).catch(
      () => undefined,
    );
    gone.abort();
    await cutOff;
    await (await follow()).leave();
    expect((await save()).status).toBe(200);
    await running.stop();
  });
});

describe('stopping', () => {
  it('finishes the request in flight, and does not wait for its connection', async () => {
    const reached = signal();
    const release = signal();
    const listening: Listening = await listen(
      async () => {
        reached.give();
        await release.given;
        return new Response('done');
      },
      HERE,
      LISTEN,
    );
    const answer = fetch(listening.url);
    await reached.given;
    const stopped = listening.stop(60_000);
    release.give();
    expect(await (await answer).text()).toBe('done');
    await stopped;
  });

  it('cuts off what takes too long', async () => {
    const reached = signal();
    const listening = await listen(
      () => {
        reached.give();
        return new Promise<Response>(() => undefined);
      },
      HERE,
      LISTEN,
    );
    const answer = fetch(listening.url);
    const failed = expect(answer).rejects.toThrow();
    await reached.given;
    await listening.stop(1);
    await failed;
  });

  it('closes the store after the last answer', async () => {
    const store = await openSqliteStore({ directory: join(await temporaryDirectory(), 'data') });
    const listening = await listen(createHandler({ store, authenticate, log: SILENT }), HERE, LISTEN);
    const saves = Array.from({ length: 10 }, (_, index) =>
      fetch(`${listening.url}/v1/accounts/${ALICE}/entries`, keyed(index)).then(({ status }) => status),
    );
    expect(await Promise.all(saves)).toEqual(new Array(10).fill(200));
    await listening.stop(60_000);
    await store.close();
  });
});
