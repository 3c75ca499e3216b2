import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { collectionId, entryId } from './blind-ids.ts';

const KEY_BYTES = new Uint8Array(32).fill(7);
const importKey = (bytes: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

let blinding: CryptoKey;
beforeAll(async () => {
  blinding = await importKey(KEY_BYTES);
});

describe('blind ids', () => {
  test('are 22 URL-safe characters, the same every time', async () => {
    const id = await entryId(blinding, 'profile', 'name');
    expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(await entryId(blinding, 'profile', 'name')).toBe(id);
  });

  test('are the HMAC that is written of them', async () => {
    const text = (name: string) => Buffer.concat([Buffer.of(0x60 + name.length), Buffer.from(name)]);
    const encoded = Buffer.concat([Buffer.of(0x83), text('backhaul/entry'), text('space:42'), text('key:hub')]);
    const digest = createHmac('sha256', KEY_BYTES).update(encoded).digest();
    expect(await entryId(blinding, 'space:42', 'key:hub')).toBe(digest.subarray(0, 16).toString('base64url'));
  });

  test('of different names differ, wherever the boundary is', { timeout: 30_000 }, async () => {
    const names = fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(names, names, async ([collection, key], [otherCollection, otherKey]) => {
        fc.pre(collection !== otherCollection || key !== otherKey);
        expect(await entryId(blinding, collection, key)).not.toBe(await entryId(blinding, otherCollection, otherKey));
      }),
    );
  });

  test.each([
    ['ab', 'c', 'a', 'bc'],
    ['', 'ab', 'ab', ''],
    ['a,b', 'c', 'a', 'b,c'],
    ['a\0', 'b', 'a', '\0b'],
  ])('%j + %j is not %j + %j', async (collection, key, otherCollection, otherKey) => {
    expect(await entryId(blinding, collection, key)).not.toBe(await entryId(blinding, otherCollection, otherKey));
  });

  test('of a collection are none of its entries', async () => {
    const id = await collectionId(blinding, 'profile');
    expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(id).not.toBe(await entryId(blinding, 'profile', ''));
    expect(id).not.toBe(await collectionId(blinding, 'profiles'));
  });

  test('of another account are others', async () => {
    const other = await importKey(new Uint8Array(32).fill(8));
    expect(await entryId(other, 'profile', 'name')).not.toBe(await entryId(blinding, 'profile', 'name'));
  });

  test('are not made of half a surrogate pair, which would be taken for another half', async () => {
    await expect(entryId(blinding, 'profile', '\uD800')).rejects.toMatchObject({ code: 'invalid-value' });
    await expect(collectionId(blinding, '\uDC00')).rejects.toMatchObject({ code: 'invalid-value' });
  });
});
