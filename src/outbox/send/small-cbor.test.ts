import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBatchAnswer, encodeBatch } from './batch-codec.ts';
import { decodeSmallCbor, encodeSmallCbor, type SmallCbor } from './small-cbor.ts';

const { value } = fc.letrec<{ value: SmallCbor }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.nat(0xffffffff),
    fc.string({ unit: 'grapheme' }),
    fc.constant(null),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value')),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
    ),
  ),
}));
/** Objects without a prototype compare as equal to those with one. */
const plain = (decoded: unknown) => structuredClone(decoded);

describe('the small codec', () => {
  test('writes what a full one reads', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(plain(decode(encodeSmallCbor(one)))).toEqual(plain(one));
      }),
    );
  });

  test('reads what a full one writes', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(plain(decodeSmallCbor(encode(one)))).toEqual(plain(one));
      }),
    );
  });

  test('refuses, and never hangs over, any bytes that are not whole', () => {
    fc.assert(
      fc.property(value, fc.nat(), (one, place) => {
        const bytes = encodeSmallCbor(one);
        expect(() => decodeSmallCbor(bytes.subarray(0, place % bytes.length))).toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          decodeSmallCbor(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });

  test('counts of 16 and 32 bits go both ways', () => {
    for (const length of [23, 24, 255, 256, 65_535, 65_536]) {
      const bytes = new Uint8Array(length).fill(7);
      expect(decode(encodeSmallCbor(bytes))).toEqual(bytes);
      expect(decodeSmallCbor(encode(bytes))).toEqual(bytes);
    }
  });
});

describe('a batch', () => {
  test('is read by the server as it was meant', () => {
    const body = Uint8Array.of(1, 2);
    expect(decode(encodeBatch([['key-00001', 3, 'PATCH', '/v1/x?y', { a: 'b' }, body]]))).toEqual({
      requests: [['key-00001', 3, 'PATCH', '/v1/x?y', { a: 'b' }, body]],
    });
  });

  test('whose answer is no answer has none', () => {
    const good = encode({ answers: [[200, { a: 'b' }, new Uint8Array()], null] });
    expect(decodeBatchAnswer(good)).toEqual([[200, { a: 'b' }, new Uint8Array()], null]);
    for (const bad of [{}, { answers: 7 }, { answers: [[200]] }, { answers: [['200', {}, new Uint8Array()]] }, 7]) {
      expect(decodeBatchAnswer(encode(bad))).toBeUndefined();
    }
    expect(decodeBatchAnswer(Uint8Array.of(0xff))).toBeUndefined();
  });
});
