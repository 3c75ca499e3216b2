import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCbor, decodeStrictCbor, encodeCbor, MalformedBodyError } from './codec.ts';

const decoders = [
  ['decodeCbor', decodeCbor],
  ['decodeStrictCbor', decodeStrictCbor],
] as const;

describe.each(decoders)('%s', (_name, decode) => {
  const ofHex = (hex: string) => decode(Buffer.from(hex, 'hex'));

  test('gives every text as it was, a byte order mark at its beginning included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const begun of [text, `\uFEFF${text}`])
          expect(decode(encodeCbor({ [begun]: begun }))).toEqual({ [begun]: begun });
      }),
    );
  });

  test('gives bytes of its own, also out of a Buffer', () => {
    const encoded = Buffer.from(encodeCbor(Uint8Array.of(1, 2, 3)));
    const decoded = decode(encoded);
    encoded.fill(9);
    expect(decoded).toStrictEqual(Uint8Array.of(1, 2, 3));
  });

  test.each([
    ['nothing', ''],
    ['half a list', '8201'],
    ['more than one value', '0101'],
    ['a tag', 'c101'],
    ['a key twice', 'a2616101616102'],
    ['undefined', 'f7'],
    ['broken UTF-8', '61ff'],
    ['broken UTF-8 for two keys', 'a261ff0161fe02'],
  ])('refuses %s', (_what, hex) => {
    expect(() => ofHex(hex)).toThrow(MalformedBodyError);
  });
});

test.each([
  ['a number that is longer than it need be', '1801', 1],
  ['a list of no stated length', '9f01ff', [1]],
  ['an integer beyond safe ones', '1b0020000000000000', 2n ** 53n],
])('%s has another form: only the strict one refuses it', (_what, hex, value) => {
  const bytes = Buffer.from(hex, 'hex');
  expect(decodeCbor(bytes)).toEqual(value);
  expect(() => decodeStrictCbor(bytes)).toThrow(MalformedBodyError);
});
