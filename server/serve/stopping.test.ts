import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { CBOR, encodeDelta, entriesPath } from '../../src/protocol/index.ts';
import { authenticate, SILENT } from '../testing/open-handler.ts';
import { RawClient } from '../testing/raw-client.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { ListenError } from './listen-error.ts';
import { type ServeOptions, serve } from './serve.ts';

async function running(options: Partial<ServeOptions> = {}) {
  const dataDirectory = await temporaryDirectory();
  return await serve({ host: '127.0.0.1', port: 0, dataDirectory, authenticate, log: SILENT, ...options });
}

const BODY = encodeDelta([valueEntry('a', 1, 0)]);
const SAVE = {
  method: 'PATCH',
  headers: { Authorization: `Bearer ${ALICE}`, 'Content-Type': CBOR, 'Idempotency-Key': 'key-00001' },
  body: BODY,
};

it('says first that it is not ready, and goes on as ever for the delay', async () => {
  const { url, stop } = await running({ stopDelay: 500 });
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const stopped = stop();
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}${entriesPath(ALICE)}`, SAVE)).status).toBe(200);
  await stopped;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

it('finishes a request of which it had only the head, and answers nothing new', async () => {
  const { url, stop } = await running({ stopWithin: 60_000 });
  const { 'Content-Type': type, 'Idempotency-Key': key, Authorization } = SAVE.headers;
  const lines = [
    `PATCH ${entriesPath(ALICE)} HTTP/1.1`,
    'Host: backhaul.test',
    `Content-Type: ${type}`,
    `Idempotency-Key: ${key}`,
    `Authorization: ${Authorization}`,
    `Content-Length: ${BODY.byteLength}`,
    'Expect: 100-continue',
  ];
  const client = new RawClient(url).reading().say(`${lines.join('\r\n')}\r\n\r\n`);
  await expect.poll(() => client.text).toMatch(/^HTTP\/1\.1 100 Continue/);
  const stopped = stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  client.say(BODY);
  await stopped;
  await client.closed;
  expect(client.text).toMatch(/HTTP\/1\.1 200 OK/);
});

it('serves metrics on a port of their own, and nowhere else', async () => {
  const { url, metricsUrl = '', stop } = await running({ metricsPort: 0 });
  onTestFinished(stop);
  expect((await fetch(`${url}/metrics`)).status).toBe(404);
  const response = await fetch(metricsUrl);
  expect(response.headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await response.text()).toContain('route="*",status="404"} 1');
  expect((await fetch(new URL('/v1/batch', metricsUrl))).status).toBe(404);
  expect((await fetch(metricsUrl, { method: 'POST' })).status).toBe(405);
});

it('says which port of the metrics is taken, and lets the other and the database go', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void taken.close());
  const address = taken.address();
  const metricsPort = typeof address === 'object' && address !== null ? address.port : 0;
  const dataDirectory = await temporaryDirectory();
  const attempt = running({ metricsPort, dataDirectory });
  await expect(attempt).rejects.toBeInstanceOf(ListenError);
  await expect(attempt).rejects.toThrow(/ is taken: .*--metrics-port \(or METRICS_PORT\)/);
  await (await running({ dataDirectory })).stop();
});

it('knows who asks through the proxies that it trusts', async () => {
  const { url, stop } = await running({ trustProxy: 1, limits: { requestsPerAddress: 1 } });
  onTestFinished(stop);
  const ask = async (forwarded: string) =>
    (await fetch(`${url}/healthz`, { headers: { 'X-Forwarded-For': forwarded } })).status;
  expect([await ask('192.0.2.1'), await ask('192.0.2.2'), await ask('9.9.9.9, 192.0.2.1')]).toEqual([200, 200, 429]);
});

it('takes no client’s word for who asks otherwise', async () => {
  const { url, stop } = await running({ limits: { requestsPerAddress: 1 } });
  onTestFinished(stop);
  const ask = async (forwarded: string) =>
    (await fetch(`${url}/healthz`, { headers: { 'X-Forwarded-For': forwarded } })).status;
  expect([await ask('192.0.2.1'), await ask('192.0.2.2')]).toEqual([200, 429]);
});

it('takes no more connections than it may, and says so', async () => {
  const told: string[] = [];
  const { url, stop } = await running({
    maxConnections: 2,
    log: { ...SILENT, error: (message) => told.push(message) },
  });
  onTestFinished(stop);
  const [one, two] = [new RawClient(url).reading(), new RawClient(url).reading()];
  const ask = 'GET /healthz HTTP/1.1\r\nHost: backhaul.test\r\n\r\n';
  for (const client of [one, two]) {
    client.say(ask);
    await expect.poll(() => client.text).toMatch(/^HTTP\/1\.1 200/);
  }
  for (const client of [new RawClient(url).reading(), new RawClient(url).reading()]) {
    await client.closed;
    expect(client.text).toBe('');
  }
  expect(told).toEqual(['A connection was not taken.']);
});
