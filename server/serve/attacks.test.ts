import { describe, expect, it, onTestFinished } from 'vitest';
import { CBOR, encodeDelta, entriesPath } from '../../src/protocol/index.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { authenticate, SILENT } from '../testing/open-handler.ts';
import { RawClient } from '../testing/raw-client.ts';
import { ALICE, BOB, clockAt, valueEntry } from '../testing/samples.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { serve } from './serve.ts';

const NOW = 1_790_000_000_000;
const WHOLE = { since: 0, entries: 1000, bytes: 1_000_000 };
const DELTA = encodeDelta([valueEntry('a', 1, 1)]);

/** A whole server; what its log says was refused; and what Alice has there after all. */
async function served() {
  const refused: string[] = [];
  const log = { ...SILENT, refused: (code: string) => refused.push(code) };
  const dataDirectory = await temporaryDirectory();
  const running = await serve({
    host: '127.0.0.1',
    port: 0,
    dataDirectory,
    authenticate,
    log,
    now: () => NOW,
    stopWithin: 0,
  });
  onTestFinished(() => running.stop());
  const held = async () => {
    const store = await openSqliteStore({ directory: dataDirectory });
    const pages = await Promise.all([ALICE, BOB].map((account) => store.changes(account, WHOLE)));
    await store.close();
    return pages.flatMap(({ entries }) => entries);
  };
  return { refused, held, client: () => new RawClient(running.url).reading() };
}

/** Bytes as text, one character each. */
function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function patch(target: string, body: Uint8Array, headers: readonly string[] = []): Buffer {
  const head = [
    `PATCH ${target} HTTP/1.1`,
    'Host: backhaul.test',
    `Authorization: Bearer ${ALICE}`,
    `Content-Type: ${CBOR}`,
    'Idempotency-Key: key-00001',
    `Content-Length: ${body.byteLength}`,
    'Connection: close',
    ...headers,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${latin(body)}`, 'latin1');
}

const repeated = (bytes: readonly number[], times: number) =>
  Uint8Array.from(Array.from({ length: times }, () => bytes).flat());

describe('refused by a whole server, with its problem, logged, and nothing changed', () => {
  it.each([
    ['a way out of the account', `/v1/accounts/${ALICE}/../${BOB}/entries`, 403, 'foreign-account'],
    ['an encoded way out', `/v1/accounts/${ALICE}/%2e%2e/${BOB}/entries`, 403, 'foreign-account'],
    ['a slash within a name', `/v1/accounts/${ALICE}%2F..%2F${BOB}/entries`, 400, 'invalid-parameter'],
    ['a name that is not UTF-8', '/v1/accounts/%ff%fe%fd%fc%fb%fa%f9%f8/entries', 400, 'invalid-parameter'],
    ['NUL in a name', `/v1/accounts/${ALICE}%00/entries`, 400, 'invalid-parameter'],
    ['two slashes', `//v1//accounts/${ALICE}/entries`, 404, 'not-found'],
    ['capitals', `/V1/Accounts/${ALICE}/entries`, 404, 'not-found'],
    ['a backslash', `/v1\\accounts\\${ALICE}\\entries\\x`, 400, 'malformed-request'],
    ['a name that is very long', `/v1/accounts/${'a'.repeat(8000)}/entries`, 400, 'invalid-parameter'],
    ['another server’s address', `http://evil.example${entriesPath(BOB)}`, 403, 'foreign-account'],
  ])('%s', async (_, target, status, code) => {
    const { client, refused, held } = await served();
    const asking = client().say(patch(target, DELTA));
    await asking.closed;
    expect([asking.status, asking.body]).toMatchObject([status, { code }]);
    expect(refused).toEqual([code]);
    expect(await held()).toEqual([]);
  });

  it.each([
    ['lists within lists', repeated([0x81], 100_000), 400, 'malformed-body'],
    ['maps within maps', repeated([0xa1, 0x00], 100_000), 400, 'malformed-body'],
    ['a list of more than there is', Uint8Array.of(0x9b, 0, 0, 0, 1, 0, 0, 0, 0), 400, 'malformed-body'],
    [
      'bytes of more than there are',
      Uint8Array.of(0x5b, 0x7f, 255, 255, 255, 255, 255, 255, 255),
      400,
      'malformed-body',
    ],
    ['a length without an end', Uint8Array.of(0x9f, 0x01), 400, 'malformed-body'],
    ['a tag', Uint8Array.of(0xc1, 0x1a, 0, 0, 0, 1), 400, 'malformed-body'],
    ['a float', Uint8Array.of(0xfb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0), 400, 'invalid-body'],
    [
      'a million numbers',
      Uint8Array.from([0x9a, 0, 0x0f, 0x42, 0x40, ...repeated([0], 1_000_000)]),
      413,
      'body-too-large',
    ],
    ['nothing', new Uint8Array(), 400, 'malformed-body'],
    [
      'a clock of the year 10889',
      encodeDelta([{ ...valueEntry('a', 1, 1), clock: clockAt(2 ** 48 - 1) }]),
      409,
      'clock-ahead',
    ],
  ])('%s', async (_, body, status, code) => {
    const { client, refused, held } = await served();
    const asking = client().say(patch(entriesPath(ALICE), body));
    await asking.closed;
    expect([asking.status, asking.body]).toMatchObject([status, { code }]);
    expect(refused).toEqual([code]);
    expect(await held()).toEqual([]);
  });

  it('a second request hidden in the first', async () => {
    const { client, held } = await served();
    const hidden = latin(patch(entriesPath(BOB), DELTA));
    const both = ['Transfer-Encoding: chunked', `X-Hidden: ${hidden.length}`];
    const asking = client().say(patch(entriesPath(ALICE), Buffer.from(`0\r\n\r\n${hidden}`, 'latin1'), both));
    await asking.closed;
    expect(asking.status).toBe(400);
    expect(await held()).toEqual([]);
  });

  it('headers of another request in a value', async () => {
    const { client, held } = await served();
    const asking = client().say(patch(entriesPath(ALICE), DELTA, ['Idempotency-Key: key\r\n smuggled: yes']));
    await asking.closed;
    expect(asking.status).toBe(400);
    expect(await held()).toEqual([]);
  });
});
