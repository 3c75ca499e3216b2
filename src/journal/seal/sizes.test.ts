import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Account, deriveKeys, newDevice, newSecret } from '../../account/index.ts';
import { clockSchema } from '../../protocol/index.ts';
import { encodeValue } from '../value/value-codec.ts';
import { deflate, inflate } from './deflate.ts';
import { pack, unpack } from './packing.ts';
import { bucketOf, pad, unpad } from './padding.ts';
import { sealEntry } from './seal-entry.ts';

const CLOCK = v.parse(clockSchema, '0199a1b2c3d4-0000-0123456789abcdef');

let account: Account;
beforeAll(async () => {
  account = { ...(await deriveKeys(newSecret())), device: await newDevice() };
});

const sealedSize = async (bytes: Uint8Array) => {
  const content = Uint8Array.from(bytes);
  const plain = { collection: 'profile', key: 'name', isTombstone: false, content, seen: [] };
  return (await sealEntry(account, plain, CLOCK)).value.length;
};

describe('an entry costs', () => {
  test.each([
    [3, 64],
    [40, 64],
    [60, 128],
    [150, 256],
    [400, 512],
  ])('for %i bytes of content: %i, and 30', async (bytes, bucket) => {
    expect(await sealedSize(randomBytes(bytes))).toBe(bucket + 30);
  });

  test('the same for all contents of a bucket', async () => {
    const sizes = await Promise.all(Array.from({ length: 44 }, (_, length) => sealedSize(randomBytes(length))));
    expect(new Set(sizes)).toEqual(new Set([64 + 30]));
  });

  test('its compressed size and little more, when it is large', async () => {
    const state = encodeValue({ lists: Array.from({ length: 900 }, () => [...randomBytes(14)]) });
    const deflated = await deflate(state);
    expect(deflated.length).toBeLessThan(0.8 * state.length);
    expect(await sealedSize(state)).toBeLessThan(1.1 * deflated.length);
  });
});

describe('padding', () => {
  test.each([
    [0, 64],
    [64, 64],
    [65, 128],
    [128, 128],
    [129, 256],
    [512, 512],
    [513, 544],
    [1_000, 1_024],
    [1_025, 1_088],
    [9_999, 10_240],
    [1_000_000, 1_015_808],
  ])('%i bytes take %i', (length, bucket) => {
    expect(bucketOf(length)).toBe(bucket);
  });

  test('adds 12 % at most above 512, and never less than nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 513, max: 2 ** 30 }), (length) => {
        expect(bucketOf(length)).toBeGreaterThanOrEqual(length);
        expect(bucketOf(length)).toBeLessThanOrEqual(1.12 * length);
        expect(bucketOf(bucketOf(length))).toBe(bucketOf(length));
      }),
    );
  });

  test('is taken off again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        expect(unpad(pad(bytes))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });
});

describe('deflating', () => {
  test('is done only where it reaches a smaller bucket', async () => {
    expect((await pack(new Uint8Array(127)))[0]).toBe(0);
    expect((await pack(new Uint8Array(128)))[0]).toBe(1);
    expect((await pack(Uint8Array.from(randomBytes(2_000))))[0]).toBe(0);
  });

  test('is undone', async () => {
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }),
      fc
        .tuple(fc.integer({ max: 255, min: 0 }), fc.nat(100_000))
        .map(([byte, length]) => new Uint8Array(length).fill(byte)),
    );
    await fc.assert(
      fc.asyncProperty(bodies, async (bytes) => {
        const body = Uint8Array.from(bytes);
        expect(Buffer.compare(await unpack(await pack(body)), body)).toBe(0);
      }),
    );
  });

  test('inflates as much as is allowed, and not a byte more', async () => {
    const deflated = await deflate(new Uint8Array(1_000));
    expect(await inflate(deflated, 1_000)).toEqual(new Uint8Array(1_000));
    await expect(inflate(deflated, 999)).rejects.toThrow(RangeError);
  });

  test('does not mind how many slices it takes', async () => {
    const noise = Uint8Array.from(randomBytes(100_000));
    expect(Buffer.compare(await inflate(await deflate(noise), 100_000), noise)).toBe(0);
  });
});
