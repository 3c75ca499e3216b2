import { describe, expect, it, onTestFinished } from 'vitest';
import { CBOR, decodeEntriesPage, entriesPath } from '../../src/protocol/index.ts';
import type { Handler } from '../handler/create-handler.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits/limits.ts';
import { authenticate, bytesOf, SILENT } from '../testing/open-handler.ts';
import { RawClient } from '../testing/raw-client.ts';
import { ALICE } from '../testing/samples.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { listen } from './listen.ts';
import { serve } from './serve.ts';

const HERE = { host: '127.0.0.1', port: 0 };
const LONG = 60_000;

async function served(limits: Partial<Limits>) {
  const refused: string[] = [];
  const log = { ...SILENT, refused: (code: string) => refused.push(code) };
  const dataDirectory = await temporaryDirectory();
  const running = await serve({ ...HERE, dataDirectory, authenticate, log, limits, stopWithin: 0 });
  onTestFinished(() => running.stop());
  return { url: running.url, refused, client: () => new RawClient(running.url).reading() };
}

async function listened(handler: Handler, limits: Partial<Limits>): Promise<string> {
  const patience = { ...DEFAULT_LIMITS, ...limits };
  const listening = await listen(handler, HERE, { patience, trustProxy: 0, log: SILENT });
  onTestFinished(() => listening.stop(0));
  return listening.url;
}

function head(contentLength: number): string {
  const headers = [
    'Host: backhaul.test',
    `Authorization: Bearer ${ALICE}`,
    `Content-Type: ${CBOR}`,
    'Idempotency-Key: key-00001',
    `Content-Length: ${contentLength}`,
  ];
  return `PATCH ${entriesPath(ALICE)} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`;
}

function* endless(piece: string) {
  for (;;) yield piece;
}

describe('a client that is too slow is cut off', () => {
  it('with its headers', async () => {
    const { client, refused } = await served({ slowAfter: 50 });
    const dripping = client().say('GET /healthz HTTP/1.1\r\n');
    await dripping.drip(endless('X-More: 1\r\n'), 5);
    await dripping.closed;
    expect([dripping.status, dripping.body]).toMatchObject([408, { code: 'headers-too-slow' }]);
    expect(refused).toEqual(['headers-too-slow']);
  });

  it('with nothing at all', async () => {
    const { client } = await served({ slowAfter: 50 });
    await client().closed;
  });

  it('with its body, of which it has sent some', async () => {
    const { client, refused } = await served({ slowAfter: 50, minimumRate: 1000 });
    const dripping = client().say(head(1000));
    await dripping.drip(endless('a'), 5);
    await dripping.closed;
    expect([dripping.status, dripping.body]).toMatchObject([408, { code: 'body-too-slow' }]);
    expect(refused).toEqual(['body-too-slow']);
  });

  it('with a body that nobody reads', async () => {
    const { client } = await served({ requestWithin: 50 });
    const dripping = client().say('GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n');
    await dripping.drip(endless('a'), 5);
    await dripping.closed;
    expect(dripping.status).toBe(200);
  });

  it('with its body, however fast, when it takes longer than any request may', async () => {
    const { client } = await served({ slowAfter: LONG, requestWithin: 100 });
    const dripping = client().say(head(4_000_000));
    await dripping.drip(endless('a'.repeat(1000)), 5);
    await dripping.closed;
  });

  it('and a body that keeps up its rate is not', async () => {
    const { client } = await served({ slowAfter: 500, minimumRate: 10 });
    const steady = client().say(head(30));
    await steady.drip(new Array(30).fill('a'), 25);
    await expect.poll(() => steady.status).toBe(400);
    expect(steady.body).toMatchObject({ code: 'malformed-body' });
  });
});

describe('a client that does not read is cut off', () => {
  const CHUNK = new Uint8Array(65_536);

  /** A stream without an end: how many chunks of it were asked for, and when it was left. */
  function endlessAnswer(contentType: string) {
    const asked = { chunks: 0 };
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      asked.chunks += 1;
      controller.enqueue(CHUNK);
    };
    const answer = () =>
      new Response(new ReadableStream({ pull, cancel: leave }), { headers: { 'Content-Type': contentType } });
    return { asked, left, handler: async () => answer() };
  }

  it.each(['text/event-stream', CBOR])('from %s, and no more of it is held than a connection takes', async (type) => {
    const { asked, left, handler } = endlessAnswer(type);
    const client = new RawClient(await listened(handler, { slowAfter: 100 }));
    client.say('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await left;
    expect(asked.chunks).toBeGreaterThan(2);
    expect(asked.chunks * CHUNK.length).toBeLessThan(32 * 1024 * 1024);
  });
});

it('a client that waits, and has read all there is, is not cut off', async () => {
  let url = '';
  const late: Handler = async () => {
    await new RawClient(url).reading().closed; // One that says nothing, and came later, has been cut off meanwhile.
    return new Response('late');
  };
  url = await listened(late, { slowAfter: 40 });
  const client = new RawClient(url).reading();
  client.say('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(() => client.text).toContain('late');
});

describe('a request takes no longer than it may', () => {
  it('at a handler that never answers', async () => {
    const client = new RawClient(await listened(() => new Promise(() => undefined), { requestWithin: 50 })).reading();
    await client.say('GET / HTTP/1.1\r\nHost: a\r\n\r\n').closed;
    expect(client.text).toBe('');
  });

  it('unless it is a live stream', async () => {
    const { client } = await served({ requestWithin: 50 });
    const live = client().say(
      `GET /v1/accounts/${ALICE}/live HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${ALICE}\r\n\r\n`,
    );
    await expect.poll(() => live.text).toContain('event: cursor');
    const other = client().say('GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n');
    await other.closed;
    expect(live.hasClosed).toBe(false);
  });
});

describe('what never becomes a request', () => {
  it('is refused when its headers are too large', async () => {
    const { client, refused } = await served({});
    const flooding = client().say(`GET /healthz HTTP/1.1\r\nHost: a\r\nX-Flood: ${'a'.repeat(20_000)}\r\n\r\n`);
    await flooding.closed;
    expect([flooding.status, flooding.body]).toMatchObject([431, { code: 'headers-too-large' }]);
    expect(refused).toEqual(['headers-too-large']);
  });

  it('is refused when its headers are too many', async () => {
    const { client, refused } = await served({});
    const flooding = client().say(`GET /healthz HTTP/1.1\r\nHost: a\r\n${'A: 1\r\n'.repeat(100)}\r\n`);
    await flooding.closed;
    expect([flooding.status, flooding.body]).toMatchObject([431, { code: 'headers-too-large' }]);
    expect(refused).toEqual(['headers-too-large']);
  });

  it('is refused when it is no HTTP', async () => {
    const { client } = await served({});
    const confused = client().say('\x16\x03\x01 hello?\r\n\r\n');
    await confused.closed;
    expect([confused.status, confused.body]).toMatchObject([400, { code: 'malformed-request' }]);
  });

  it('or ends before its body has, has no effect, and the server goes on', async () => {
    const { client, url } = await served({});
    const short = client().say(head(1000)).say('abc').endSaying();
    await short.closed;
    const read = await fetch(`${url}${entriesPath(ALICE)}?since=0`, { headers: { Authorization: `Bearer ${ALICE}` } });
    expect(decodeEntriesPage(await bytesOf(read)).entries).toEqual([]);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});

it('a connection on which nothing was asked does not hold up a stop', async () => {
  const running = await serve({ ...HERE, dataDirectory: await temporaryDirectory(), log: SILENT, stopWithin: LONG });
  const idle = new RawClient(running.url).reading();
  await expect.poll(async () => (await fetch(`${running.url}/healthz`)).status).toBe(200);
  await running.stop();
  await idle.closed;
});
