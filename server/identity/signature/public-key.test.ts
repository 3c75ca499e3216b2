import { verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newKey } from '../../testing/signed-requests.ts';
import { isWeakKey, keyObject } from './public-key.ts';

const NEUTRAL = '0100000000000000000000000000000000000000000000000000000000000000';
/** For a key of small order, a signature of the neutral element and zero fits one message in eight at least. */
const FITS_MUCH = Buffer.from(NEUTRAL + '00'.repeat(32), 'hex');

describe('a key with which anybody can sign', () => {
  it.each([
    '0000000000000000000000000000000000000000000000000000000000000000',
    NEUTRAL,
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ])('is found out: %s', (hex) => {
    const key = Buffer.from(hex, 'hex');
    const messages = Array.from({ length: 200 }, (_, index) => Buffer.from([index]));
    expect(messages.some((message) => verify(null, message, keyObject(key), FITS_MUCH))).toBe(true);
    const signed = Buffer.from(key);
    signed[31] = (signed[31] ?? 0) | 0x80;
    expect([isWeakKey(key), isWeakKey(signed)]).toEqual([true, true]);
  });

  it('is none that was made', () => {
    for (let count = 0; count < 50; count += 1) expect(isWeakKey(newKey().publicKey)).toBe(false);
  });
});
