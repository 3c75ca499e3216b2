import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  accountIdSchema,
  BATCH_ITEMS,
  batchAnswerSchema,
  batchSchema,
  CHUNK_BYTES,
  CHUNKS_ASKED,
  CHUNKS_SENT,
  DELTA_ENTRIES,
  decodeCbor,
  decodeDelta,
  decodeEntriesPage,
  deviceIdSchema,
  encodeCbor,
  MESSAGE_BYTES,
  MOST_CHUNK_REFS,
  MOST_ENTRY_CHUNKS,
  SPACE_INVITES,
  SPACE_MEMBERS,
  VALUE_PARTS,
} from '../../src/protocol/index.ts';
import { DELTA_LISTS, DELTA_PIECES } from '../chunks/require-chunks.ts';
import { DEVICES_LIMIT } from '../devices/registry.ts';
import { WINNERS_LIMIT } from '../entries/apply-delta.ts';
import { DELTA_PARTS, VALUE_LIMIT, VALUES_LIMIT } from '../entries/join-parts.ts';
import { DEFAULT_BODY_LIMIT } from '../handler/request-body.ts';
import { PROBLEMS } from '../openapi/problems.ts';
import { bytesOf } from '../testing/open-handler.ts';
import { openSigned, registration, type TestKey } from '../testing/signed-requests.ts';
import { CHECKS } from './checks/checks.ts';

const read = (name: string) => readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const page = await read('protocol.md');

/** The code blocks of one language, in their order. */
function blocks(language: string): string[] {
  const pattern = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g');
  return [...page.matchAll(pattern)].map(([, text = '']) => text.trimEnd());
}

function bytesIn(block = ''): Uint8Array<ArrayBuffer> {
  const digits = block.replaceAll(/#.*$/gm, '').replaceAll(/\s/g, '');
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

const [delta, answer, entries, batch, batchAnswer] = blocks('cbor').map(bytesIn);
const [head = ''] = blocks('http');
const [base = ''] = blocks('text');
const [requestLine = '', ...fields] = head.split('\n');
const headers = new Headers(
  fields.map((line): [string, string] => [line.split(': ')[0] ?? '', line.replace(/^[^:]*: /, '')]),
);

/** The key whose private half is 32 bytes that count up from `first`. */
function keyFrom(first: number): TestKey {
  const seed = Buffer.from(Array.from({ length: 32 }, (_, index) => first + index));
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey: KeyObject = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { privateKey, publicKey: Buffer.from(x, 'base64url') };
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const [accountKey, deviceKey] = [keyFrom(0x00), keyFrom(0x20)];
const account = {
  id: v.parse(accountIdSchema, hash(accountKey.publicKey).subarray(0, 16).toString('base64url')),
  key: accountKey,
  device: { id: v.parse(deviceIdSchema, hash(deviceKey.publicKey).subarray(0, 8).toString('hex')), key: deviceKey },
};

function exampleRequest(): Request {
  const [method = '', path = ''] = requestLine.split(' ');
  const { host, ...said } = Object.fromEntries(headers);
  return new Request(`https://${host}${path}`, { method, headers: said, body: delta ?? null });
}

describe('the example of a signature', () => {
  it('has the keys and names that it says', () => {
    const rows = [
      ['account', accountKey.publicKey, account.id],
      ['device', deviceKey.publicKey, account.device.id],
    ] as const;
    for (const [name, key, id] of rows) {
      const encoded = Buffer.from(key).toString('base64url');
      expect(page).toMatch(new RegExp(`^\\| ${name} +\\| [^|]* \\| \`${encoded}\` \\| \`${id}\` +\\|$`, 'm'));
    }
  });

  it('is what the key signs, of the head and body that it says', () => {
    const signature = /^backhaul=:(.*):$/.exec(headers.get('Signature') ?? '')?.[1] ?? '';
    expect(sign(null, Buffer.from(base), deviceKey.privateKey).toString('base64')).toBe(signature);
    const publicKey = createPublicKey(deviceKey.privateKey);
    expect(verify(null, Buffer.from(base), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
    expect(headers.get('Content-Digest')).toBe(`sha-256=:${hash(delta ?? new Uint8Array()).toString('base64')}:`);
    expect(`"@signature-params": ${headers.get('Signature-Input')?.replace('backhaul=', '')}`).toBe(
      base.split('\n').at(-1),
    );
  });

  it('is taken by the server, which answers as the page says, at that time and at no other', async () => {
    const now = 1_790_000_000_000;
    const { handler } = await openSigned({ now: () => now, hosts: ['sync.example', 'backhaul.test'] });
    expect((await handler(await registration(account))).status).toBe(200);
    const response = await handler(exampleRequest());
    expect([response.status, await bytesOf(response)]).toEqual([200, answer]);
    const later = await openSigned({ now: () => now + 61_000 });
    expect((await later.handler(exampleRequest())).status).toBe(401);
  });
});

describe('the examples of bodies', () => {
  it('are the entry that was saved, and the page that holds it', async () => {
    const [entry] = decodeDelta(delta ?? new Uint8Array());
    expect(entry).toEqual({
      id: 'theme',
      clock: `01a0c4506c00-0000-${account.device.id}`,
      isTombstone: false,
      value: Uint8Array.of(1, 2, 3),
    });
    const { handler, store } = await openSigned({ now: () => 1_790_000_000_000 });
    await handler(await registration(account));
    await handler(exampleRequest());
    const stored = await store.changes(account.id, { since: 0, entries: 10, bytes: 1000 });
    expect(stored.entries).toEqual([entry]);
    expect(decodeCbor(entries ?? new Uint8Array())).toEqual([
      1,
      [(decodeCbor(delta ?? new Uint8Array()) as unknown[][])[1]?.[0]],
      1,
      false,
      ['aGlzdG9yeS1vbmUtb25lLQ', 1, 0, null],
    ]);
    const { history } = decodeEntriesPage(entries ?? new Uint8Array());
    expect(history).toEqual({ ...(await store.history(account.id)), generation: 'aGlzdG9yeS1vbmUtb25lLQ' });
  });

  it('are a batch and its answer', () => {
    const item = ['save-0002-example', 0, 'DELETE', '/v1/nothing', {}, null];
    expect(batch).toEqual(encodeCbor({ requests: [item] }));
    expect(v.is(batchSchema, decodeCbor(batch ?? new Uint8Array()))).toBe(true);
    expect(v.parse(batchAnswerSchema, decodeCbor(batchAnswer ?? new Uint8Array()))).toEqual({ answers: [null] });
  });
});

it('lists every problem with its status, and none that there is not', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| ([\d, ]+?) +\|/gm)].map(([, code, status]) => [code, status]);
  const expected = Object.entries(PROBLEMS).map(([code, { status }]) => [code, String(status)]);
  const withTwo = expected.map(([code, status]) => [code, code === 'device-revoked' ? '401, 403' : status]);
  expect(rows).toEqual(withTwo);
});

it('names the limits that there are', () => {
  const limits = page.slice(page.indexOf('## Limits'));
  const numbers = [DEFAULT_BODY_LIMIT, DELTA_ENTRIES, VALUE_PARTS, VALUE_LIMIT, VALUES_LIMIT, DELTA_PARTS, BATCH_ITEMS];
  const chunks = [
    CHUNK_BYTES,
    MOST_CHUNK_REFS,
    CHUNKS_SENT,
    CHUNKS_ASKED,
    MOST_ENTRY_CHUNKS,
    DELTA_LISTS,
    DELTA_PIECES,
  ];
  for (const number of [
    ...numbers,
    ...chunks,
    MESSAGE_BYTES,
    DEVICES_LIMIT,
    SPACE_MEMBERS,
    SPACE_INVITES,
    WINNERS_LIMIT,
  ]) {
    expect(limits).toMatch(new RegExp(`(?<![\\d,])${number.toLocaleString('en')}(?![\\d,]*\\d)`));
  }
});

it('has a section, or a guarantee, for each check of the kit', async () => {
  const guarantees = await read('guarantees.md');
  const missing = CHECKS.filter(({ about }) => {
    return about.startsWith('[') ? !guarantees.includes(`**${about}`) : !page.includes(`\n## ${about}\n`);
  });
  expect(missing.map(({ name, about }) => `${name}: ${about}`)).toEqual([]);
  expect(new Set(CHECKS.map(({ name }) => name)).size).toBe(CHECKS.length);
});
