import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Account, deriveKeys, newDevice, newSecret } from '../../account/index.ts';
import { type Clock, clockSchema, type Entry } from '../../protocol/index.ts';
import { entryId } from '../names/blind-ids.ts';
import { encodeValue } from '../value/value-codec.ts';
import { inflate } from './deflate.ts';
import { joinSealed, parametersOf } from './layout.ts';
import { openEntry } from './open-entry.ts';
import { BODY_LIMIT } from './packing.ts';
import { pad } from './padding.ts';
import { sealEntry } from './seal-entry.ts';

const clockAt = (count: number): Clock =>
  v.parse(clockSchema, `0199a1b2c3d4-${count.toString(16).padStart(4, '0')}-0123456789abcdef`);
const CLOCK = clockAt(0);
/** Milliseconds. A second or less of work, on a machine that has other things to do. */
const PATIENCE = 30_000;

const anAccount = async (): Promise<Account> => ({ ...(await deriveKeys(newSecret())), device: await newDevice() });

const plainOf = (content: Uint8Array<ArrayBuffer>, key = 'name') => ({
  collection: 'profile',
  key,
  isTombstone: false,
  content,
  seen: [],
});
const NAME = plainOf(encodeValue('Ada'));

let account: Account;
let entry: Entry;
beforeAll(async () => {
  account = await anAccount();
  entry = await sealEntry(account, NAME, CLOCK);
});

const because = (reason: string) => expect.objectContaining({ name: 'SealError', reason });
const expectBroken = (changed: Entry, reason: string, by = account) =>
  expect(openEntry(by, changed)).rejects.toEqual(because(reason));

/** As somebody with the account's key could seal it: whatever bytes, under whatever id. */
async function sealPacked(packed: Uint8Array<ArrayBuffer>, id = entry.id): Promise<Entry> {
  const head = { id, clock: CLOCK, isTombstone: false };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = account.sealing.keys.get(1);
  const parameters = parametersOf(account.id, head, { epoch: 1, iv });
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(parameters, key!, packed));
  return { ...head, value: joinSealed({ epoch: 1, iv, ciphertext }) };
}

describe('a sealed entry', () => {
  test('opens to what was sealed', async () => {
    expect(await openEntry(account, entry)).toEqual(NAME);
  });

  test('opens on another device of the account', async () => {
    expect(await openEntry({ ...account, device: await newDevice() }, entry)).toEqual(NAME);
  });

  test('of a deletion says what was deleted', async () => {
    const deletion = { ...NAME, isTombstone: true, content: new Uint8Array() };
    const sealed = await sealEntry(account, deletion, CLOCK);
    expect(sealed.isTombstone).toBe(true);
    expect(await openEntry(account, sealed)).toEqual(deletion);
  });

  test('opens when its bytes lie within others', async () => {
    const surrounded = Uint8Array.from([1, 2, 3, ...entry.value, 4]);
    expect(await openEntry(account, { ...entry, value: surrounded.subarray(3, -1) })).toEqual(NAME);
  });

  test('[G30] shows nothing of its names and its value', async () => {
    const secret = plainOf(encodeValue('a well-known sentence'), 'a-well-known-key');
    const sealed = await sealEntry(account, secret, CLOCK);
    const shown = JSON.stringify(sealed) + Buffer.from(sealed.value).toString('latin1');
    expect(shown).not.toMatch(/well-known|profile/);
  });
});

describe('does not open', () => {
  test('[G30] under another entry’s id', async () => {
    const other = await sealEntry(account, plainOf(NAME.content, 'nickname'), CLOCK);
    await expectBroken({ ...entry, id: other.id }, 'not-authentic');
  });

  test('[G30] in another account', async () => {
    await expectBroken(entry, 'not-authentic', await anAccount());
  });

  test('as that of another account with the same keys', async () => {
    await expectBroken(entry, 'not-authentic', { ...account, id: (await anAccount()).id });
  });

  test('[G30] with another clock', async () => {
    await expectBroken({ ...entry, clock: clockAt(1) }, 'not-authentic');
  });

  test('[G30] as a deletion', async () => {
    await expectBroken({ ...entry, isTombstone: true }, 'not-authentic');
  });

  test('[G30] with any one bit flipped', async () => {
    for (let at = 0; at < entry.value.length; at += 1) {
      const value = entry.value.map((byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte));
      await expectBroken({ ...entry, value }, at < 2 ? 'unknown-epoch' : 'not-authentic');
    }
  });

  test('truncated, or with something after it', async () => {
    const long = await sealEntry(account, plainOf(randomBytes(200)), CLOCK);
    for (const length of [long.value.length - 1, 200, 94])
      await expectBroken({ ...long, value: long.value.slice(0, length) }, 'not-authentic');
    for (const length of [93, 30, 14, 2, 1, 0])
      await expectBroken({ ...long, value: long.value.slice(0, length) }, 'malformed');
    await expectBroken({ ...long, value: Uint8Array.from([...long.value, 0]) }, 'not-authentic');
  });

  test('without the key of its epoch', async () => {
    await expectBroken(entry, 'unknown-epoch', { ...account, sealing: { epoch: 2, keys: new Map() } });
  });

  test('as one of another epoch, even with the same key', async () => {
    const key = account.sealing.keys.get(1)!;
    const value = Uint8Array.from(entry.value);
    value[1] = 2;
    const keys = new Map([
      [1, key],
      [2, key],
    ]);
    await expectBroken({ ...entry, value }, 'not-authentic', { ...account, sealing: { epoch: 2, keys } });
  });

  test('when a device that has the key sealed it under another name’s id', async () => {
    const body = encodeValue(['profile', 'nickname', NAME.content]);
    const id = await entryId(account.blinding, 'profile', 'nickname');
    expect(await openEntry(account, await sealPacked(pad(Uint8Array.of(0), body), id))).toMatchObject({
      key: 'nickname',
    });
    await expectBroken(await sealPacked(pad(Uint8Array.of(0), body)), 'not-authentic');
  });

  test.each([
    ['no padding’s end', () => new Uint8Array(64)],
    ['nothing before the padding', () => pad()],
    ['an unknown codec', () => pad(Uint8Array.of(2), encodeValue(['profile', 'name', NAME.content]))],
    ['no CBOR', () => pad(Uint8Array.of(0, 0xff))],
    ['too few parts', () => pad(Uint8Array.of(0), encodeValue(['profile', 'name']))],
    ['parts of other kinds', () => pad(Uint8Array.of(0), encodeValue(['profile', 'name', 'Ada']))],
    ['no DEFLATE', () => pad(Uint8Array.of(1, 0xff, 0xff, 0xff))],
    ['half of a DEFLATE', () => pad(Uint8Array.of(1), deflateRawSync(randomBytes(300)).subarray(0, 150))],
  ])('with %s within', async (_name, packed) => {
    await expectBroken(await sealPacked(packed()), 'malformed');
  });
});

describe('an inflation bomb', () => {
  test('is refused, and not inflated to its end', { timeout: PATIENCE }, async () => {
    const bomb = deflateRawSync(new Uint8Array(4 * BODY_LIMIT));
    const brokenLater = Uint8Array.from(bomb, (byte, at) => (at < bomb.length / 2 ? byte : at * 167));
    await expect(inflate(brokenLater, 4 * BODY_LIMIT)).rejects.toMatchObject({ code: 'Z_DATA_ERROR' }); // Whoever goes on meets this.
    const opening = openEntry(account, await sealPacked(pad(Uint8Array.of(1), brokenLater)));
    await expect(opening).rejects.toMatchObject({ reason: 'malformed', cause: expect.any(RangeError) });
  });

  test('nobody seals what nobody would open', async () => {
    const content = new Uint8Array(BODY_LIMIT);
    await expect(sealEntry(account, plainOf(content), CLOCK)).rejects.toMatchObject({
      code: 'invalid-value',
      details: { flaw: 'too-large', limit: BODY_LIMIT },
    });
  });

  test('what is just as large as it may be opens', { timeout: PATIENCE }, async () => {
    const names = encodeValue(['profile', 'name', new Uint8Array(BODY_LIMIT - 100)]).length - (BODY_LIMIT - 100);
    const largest = plainOf(new Uint8Array(BODY_LIMIT - names));
    const sealed = await sealEntry(account, largest, CLOCK);
    expect(sealed.value.length).toBeLessThan(20_000);
    expect((await openEntry(account, sealed)).content.length).toBe(largest.content.length);
  });
});

describe('sealing twice', () => {
  test('[G30] repeats no IV', { timeout: PATIENCE }, async () => {
    const seals = await Promise.all(Array.from({ length: 5_000 }, () => sealEntry(account, NAME, CLOCK)));
    expect(new Set(seals.map(({ value }) => Buffer.from(value.subarray(2, 14)).toString('hex'))).size).toBe(5_000);
  });

  test('gives other bytes for the same value, and the same id', async () => {
    const again = await sealEntry(account, NAME, CLOCK);
    expect(again.id).toBe(entry.id);
    expect(again.value).not.toEqual(entry.value);
    expect(again.value.subarray(14)).not.toEqual(entry.value.subarray(14));
  });
});
