import { Buffer } from 'node:buffer';
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Account, deriveKeys, newDevice, phraseOf } from '../../account/index.ts';
import { clockSchema, type Entry } from '../../protocol/index.ts';
import { openEntry } from './open-entry.ts';
import { sealWith } from './seal-entry.ts';

/** Nothing here but this test's two callers below is ours: it is written from the format's description, on Node's `crypto`. */

const hex = v.pipe(
  v.string(),
  v.regex(/^([0-9a-f]{2})*$/),
  v.transform((text) => Buffer.from(text, 'hex')),
);

const vectorsSchema = v.object({
  secret: hex,
  phrase: v.string(),
  account: v.string(),
  sealingKey: hex,
  blindingKey: hex,
  accountSeed: hex,
  accountPublicKey: hex,
  entries: v.array(
    v.object({
      name: v.string(),
      codec: v.picklist(['plain', 'deflated']),
      collection: v.string(),
      key: v.string(),
      isTombstone: v.boolean(),
      content: hex,
      seen: v.optional(clockSchema),
      clock: clockSchema,
      iv: hex,
      id: v.string(),
      sealed: hex,
    }),
  ),
});

type Vector = v.InferOutput<typeof vectorsSchema>['entries'][number];

const vectors = v.parse(vectorsSchema, JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')));

const derived = (info: string) => Buffer.from(hkdfSync('sha256', vectors.secret, 'backhaul/v1', info, 32));

function cborHead(major: number, count: number): Buffer {
  if (count < 24) return Buffer.of(major * 32 + count);
  if (count < 256) return Buffer.of(major * 32 + 24, count);
  return Buffer.of(major * 32 + 25, count >> 8, count & 255);
}

function cborItem(item: string | Buffer | boolean | number): Buffer {
  if (typeof item === 'boolean') return Buffer.of(item ? 0xf5 : 0xf4);
  if (typeof item === 'number') return cborHead(0, item);
  const bytes = Buffer.from(item);
  return Buffer.concat([cborHead(typeof item === 'string' ? 3 : 2, bytes.length), bytes]);
}

const cbor = (items: readonly (string | Buffer | boolean | number)[]) =>
  Buffer.concat([cborHead(4, items.length), ...items.map(cborItem)]);

const idOf = (collection: string, key: string) =>
  createHmac('sha256', derived('blind'))
    .update(cbor(['backhaul/entry', collection, key]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');

function bucket(length: number): number {
  if (length <= 512) return [64, 128, 256, 512].find((size) => size >= length) ?? 0;
  const exponent = Math.floor(Math.log2(length));
  const free = exponent - (Math.floor(Math.log2(exponent)) + 1);
  const mask = (1 << free) - 1;
  return (length + mask) & ~mask;
}

const clockBytes = (clock: string) => Buffer.from(clock.replaceAll('-', ''), 'hex');

type Head = Pick<Entry, 'id' | 'clock' | 'isTombstone'>;

const associatedData = ({ id, clock, isTombstone }: Head) =>
  cbor(['backhaul/seal', vectors.account, id, clockBytes(clock), isTombstone, 1]);

const bodyOf = ({ collection, key, content, seen }: Omit<Vector, 'sealed'>) =>
  cbor([collection, key, content, ...(seen === undefined ? [] : [clockBytes(seen)])]);

function seal({ codec, iv, ...vector }: Omit<Vector, 'sealed'>): Buffer {
  const body = bodyOf({ ...vector, codec, iv });
  const head = vector;
  const unpadded =
    codec === 'deflated'
      ? Buffer.concat([Buffer.of(1), deflateRawSync(body), Buffer.of(0x80)])
      : Buffer.concat([Buffer.of(0), body, Buffer.of(0x80)]);
  const padded = Buffer.concat([unpadded, Buffer.alloc(bucket(unpadded.length) - unpadded.length)]);
  const cipher = createCipheriv('aes-256-gcm', derived('seal/1'), iv).setAAD(associatedData(head));
  return Buffer.concat([Buffer.of(0, 1), iv, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
}

/** The body's CBOR, padding and codec undone. */
function open(entry: Entry): Buffer {
  const sealed = Buffer.from(entry.value);
  expect(sealed.readUInt16BE(0)).toBe(1);
  const decipher = createDecipheriv('aes-256-gcm', derived('seal/1'), sealed.subarray(2, 14))
    .setAAD(associatedData(entry))
    .setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(14, -16)), decipher.final()]);
  const content = padded.subarray(1, padded.lastIndexOf(0x80));
  return padded[0] === 1 ? inflateRawSync(content) : content;
}

let account: Account;
beforeAll(async () => {
  account = { ...(await deriveKeys(vectors.secret)), device: await newDevice() };
});

const ours = ({ iv, clock, seen, codec, ...plain }: Vector) =>
  sealWith(
    () => Uint8Array.from(iv),
    account,
    { ...plain, content: Uint8Array.from(plain.content), seen: seen ? [seen] : [] },
    clock,
  );
const entryOf = ({ id, clock, isTombstone }: Vector, sealed: Buffer): Entry => ({
  id,
  clock,
  isTombstone,
  value: Uint8Array.from(sealed),
});

describe('the test vectors', () => {
  test('their keys are what Node derives of the secret', () => {
    const head = Buffer.from('302e020100300506032b657004220420', 'hex');
    const key = Buffer.concat([head, vectors.accountSeed]);
    const { x = '' } = createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' })).export({
      format: 'jwk',
    });
    expect(derived('seal/1')).toEqual(vectors.sealingKey);
    expect(derived('blind')).toEqual(vectors.blindingKey);
    expect(derived('account')).toEqual(vectors.accountSeed);
    expect(Buffer.from(x, 'base64url')).toEqual(vectors.accountPublicKey);
    const digest = createHash('sha256').update(vectors.accountPublicKey).digest();
    expect(digest.subarray(0, 16).toString('base64url')).toBe(vectors.account);
  });

  test('our account of the secret is theirs', () => {
    expect(account.id).toBe(vectors.account);
    expect(Buffer.from(account.accountKey.publicKey)).toEqual(vectors.accountPublicKey);
    expect(phraseOf(vectors.secret)).toBe(vectors.phrase);
  });

  test('cover both codecs, tombstones, versions that were seen, and sizes above the small buckets', () => {
    expect(new Set(vectors.entries.map(({ codec }) => codec)).size).toBe(2);
    expect(vectors.entries.some(({ isTombstone }) => isTombstone)).toBe(true);
    expect(vectors.entries.some(({ sealed }) => sealed.length > 512 + 30)).toBe(true);
    expect(vectors.entries.some(({ seen }) => seen !== undefined)).toBe(true);
  });
});

describe.each(vectors.entries)('the vector $name', (vector) => {
  const { collection, key, isTombstone, content, seen } = vector;
  const plain = { collection, key, isTombstone, content: Uint8Array.from(content), seen: seen ? [seen] : [] };

  test('is opened by us', async () => {
    expect(await openEntry(account, entryOf(vector, vector.sealed))).toEqual(plain);
  });

  test('is opened by Node', () => {
    expect(open(entryOf(vector, vector.sealed))).toEqual(bodyOf(vector));
  });

  test('what Node seals, we open', async () => {
    expect(await openEntry(account, entryOf(vector, seal(vector)))).toEqual(plain);
  });

  test('what we seal, Node opens', async () => {
    const entry = await ours(vector);
    expect(entry.id).toBe(idOf(collection, key));
    expect(entry.id).toBe(vector.id);
    expect(open(entry)).toEqual(bodyOf(vector));
    expect(entry.value.length).toBe(vector.sealed.length);
  });

  if (vector.codec === 'deflated') return; // Deflated bytes are the engine's own choice.

  test('is what we seal, and what Node seals', async () => {
    expect(Buffer.from((await ours(vector)).value)).toEqual(vector.sealed);
    expect(seal(vector)).toEqual(vector.sealed);
  });
});
