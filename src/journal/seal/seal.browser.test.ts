import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { createAccount, forgetAccount, readAccount } from '../../account/index.ts';
import { clockSchema } from '../../protocol/index.ts';
import { decodeValue, encodeValue } from '../value/value-codec.ts';
import { inflate } from './deflate.ts';
import { openEntry } from './open-entry.ts';
import { sealEntry } from './seal-entry.ts';

const MEBIBYTE = 1024 * 1024;
const CLOCK = v.parse(clockSchema, '0199a1b2c3d4-0000-0123456789abcdef');

beforeEach(forgetAccount);

describe('in a browser', () => {
  test.each([
    ['short', 'Ada'],
    ['long', Array.from({ length: 5_000 }, (_, number) => `space:${number}`)],
  ])('a %s value that was sealed before opens with the keys that were kept', async (_name, value) => {
    const { account } = await createAccount();
    const plain = { collection: 'profile', key: 'name', isTombstone: false, content: encodeValue(value), seen: [] };
    const entry = await sealEntry(account, plain, CLOCK);
    const kept = await readAccount();
    const opened = await openEntry(kept ?? expect.fail('Nothing was kept.'), entry);
    expect(opened).toEqual(plain);
    expect(decodeValue(plain.content)).toEqual(value);
  });

  test('what is changed on its way does not open', async () => {
    const { account } = await createAccount();
    const plain = { collection: 'profile', key: 'name', isTombstone: false, content: encodeValue('Ada'), seen: [] };
    const entry = await sealEntry(account, plain, CLOCK);
    await expect(openEntry(account, { ...entry, isTombstone: true })).rejects.toMatchObject({
      reason: 'not-authentic',
    });
  });

  test('an inflation bomb of 64 MiB is refused, and not inflated to its end', { timeout: 30_000 }, async () => {
    const bomb = await deflatedZeros(64);
    const brokenLater = bomb.map((byte, at) => (at < bomb.length / 2 ? byte : at * 167));
    await expect(inflate(brokenLater, 64 * MEBIBYTE)).rejects.toThrow(TypeError); // Whoever goes on meets this.
    await expect(inflate(brokenLater, 16 * MEBIBYTE)).rejects.toThrow(RangeError);
  });
});

async function deflatedZeros(mebibytes: number): Promise<Uint8Array<ArrayBuffer>> {
  let left = mebibytes;
  const zeros = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => {
      if (left === 0) return controller.close();
      controller.enqueue(new Uint8Array(MEBIBYTE));
      left -= 1;
    },
  });
  return new Uint8Array(await new Response(zeros.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer());
}
