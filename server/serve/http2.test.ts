import { once } from 'node:events';
import { type ClientHttp2Session, connect, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { expect, it, onTestFinished } from 'vitest';
import { CBOR, encodeDelta, entriesPath, livePath } from '../../src/protocol/index.ts';
import { authenticate, openHandler } from '../testing/open-handler.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';

const AS_ALICE = { authorization: `Bearer ${ALICE}` };

/** The handler behind HTTP/2, as an app that embeds it may have it. */
async function session(): Promise<ClientHttp2Session> {
  const { handler } = await openHandler({ authenticate });
  const server = createServer(getRequestListener((request) => handler(request), { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return client;
}

async function ask(client: ClientHttp2Session, headers: Record<string, string>, body?: Uint8Array) {
  const stream = client.request(headers, { endStream: body === undefined });
  if (body !== undefined) stream.end(body);
  const [answered] = await once(stream, 'response');
  return { stream, headers: answered };
}

it('serves over HTTP/2: a save, a read, and a refusal', async () => {
  const client = await session();
  const path = entriesPath(ALICE);
  const effect = { ...AS_ALICE, 'content-type': CBOR, 'idempotency-key': 'key-00001' };
  const saved = await ask(
    client,
    { ':method': 'PATCH', ':path': path, ...effect },
    encodeDelta([valueEntry('a', 1, 0)]),
  );
  expect(saved.headers).toMatchObject({ ':status': 200, 'content-type': CBOR });
  const read = await ask(client, { ':path': path, ...AS_ALICE });
  expect(read.headers).toMatchObject({ ':status': 200, 'x-request-id': expect.any(String) });
  expect((await read.stream.toArray()).length).toBeGreaterThan(0);
  const refused = await ask(client, { ':path': path, authorization: 'Bearer ?' });
  expect(refused.headers).toMatchObject({ ':status': 401, 'content-type': 'application/problem+json' });
});

it('streams over HTTP/2, many on one connection, and ends with the client', async () => {
  const client = await session();
  const streams = await Promise.all([1, 2, 3].map(() => ask(client, { ':path': livePath(ALICE), ...AS_ALICE })));
  for (const { stream, headers } of streams) {
    expect(headers).toMatchObject({ ':status': 200, 'content-type': 'text/event-stream' });
    for (const name of ['connection', 'transfer-encoding', 'keep-alive']) expect(headers).not.toHaveProperty(name);
    const [first] = await once(stream, 'data');
    expect(String(first)).toBe('event: cursor\ndata: {"cursor":0}\nid: 0\n\nevent: spaces\ndata: {}\n\n');
    stream.close();
    await once(stream, 'close');
  }
});
