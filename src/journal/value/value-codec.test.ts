import { Buffer } from 'node:buffer';
import { encode, Tagged } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JournalError } from '../errors.ts';
import type { Value } from '../journal.ts';
import { decodeValue, encodeValue } from './value-codec.ts';

const texts = fc.string({ unit: 'binary' });
const numbers = fc.oneof(
  fc.double().map((number) => (Object.is(number, -0) ? 0 : number)),
  fc.maxSafeInteger(),
);
const { values } = fc.letrec<{ values: Value }>((tie) => ({
  values: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false),
    numbers,
    texts,
    fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
    fc.array(tie('values')),
    fc.dictionary(texts, tie('values'), { noNullPrototype: true }),
  ),
}));

/** The same value with every object's keys the other way round. */
function turned(value: Value): Value {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(turned);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, turned(item)]),
  );
}

const hexOf = (value: Value) => Buffer.from(encodeValue(value)).toString('hex');

/** What a caller without types may do. */
const encodeAnything: (value: never) => unknown = encodeValue;
const refusalOf = (value: unknown) => {
  try {
    Reflect.apply(encodeAnything, undefined, [value]);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(JournalError);
    return error;
  }
};

describe('values', () => {
  test('come back as they went in', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(decodeValue(encodeValue(value))).toStrictEqual(value);
      }),
    );
  });

  test('have bytes that do not depend on the order of keys', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(hexOf(turned(value))).toBe(hexOf(value));
      }),
    );
  });

  test('have equal bytes only when they are equal', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const isEqual = hexOf(one) === hexOf(other);
        if (isEqual) expect(one).toStrictEqual(other);
        else expect(one).not.toStrictEqual(other);
      }),
    );
  });

  test.each<[string, Value, Value]>([
    ['a number and its text', 1, '1'],
    ['bytes and their numbers', Uint8Array.of(1), [1]],
    ['no key and null', {}, { a: null }],
    ['nearly the same numbers', 0.1, 0.1 + Number.EPSILON],
    ['a list and an object', ['a'], { 0: 'a' }],
    ['a byte order mark and none', '\uFEFFa', 'a'],
    ['composed and decomposed', '\u00E9', 'e\u0301'],
  ])('are not taken for one another: %s', (_name, one, other) => {
    expect(hexOf(one)).not.toBe(hexOf(other));
  });

  test.each<[string, Value, string]>([
    ['whole numbers in as few bytes as it takes', [0, 23, 24, 256, -1], '850017181819010020'],
    ['a whole number is one, however it was reckoned', 1.5 + 1.5, '03'],
    ['-0 as 0', -0, '00'],
    ['NaN and infinities', [Number.NaN, Number.POSITIVE_INFINITY], '82f97e00f97c00'],
    ['fractions in as few bytes as it takes', [1.5, 0.1], '82f93e00fb3fb999999999999a'],
    ['short keys first', { bb: 2, a: 1, ab: 3 }, 'a36161016261620362626202'],
    ['bytes as bytes', Uint8Array.of(1, 2), '420102'],
  ])('are written one way: %s', (_name, value, hex) => {
    expect(hexOf(value)).toBe(hex);
  });

  test('may begin with a byte order mark, and have any key', () => {
    const value = { '\uFEFFkey': `\uFEFF${'long '.repeat(20)}`, ['__proto__']: 1, constructor: 2 };
    expect(decodeValue(encodeValue(value))).toStrictEqual(value);
  });

  test('are copied: what is decoded has its own bytes', () => {
    const encoded = encodeValue(Uint8Array.of(1, 2, 3));
    const decoded = decodeValue(encoded);
    encoded.fill(9);
    expect(decoded).toEqual(Uint8Array.of(1, 2, 3));
  });
});

describe('what is no value is refused, and its place told', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = { again: [cycle] };
  const nested = (depth: number): unknown => (depth === 0 ? null : [nested(depth - 1)]);

  test.each<[string, unknown, object]>([
    ['a function', { a: [0, () => 1] }, { path: ['a', 1], flaw: 'not-storable' }],
    ['undefined', { a: undefined }, { path: ['a'], flaw: 'not-storable' }],
    ['a hole in a list', Array(2), { path: [0], flaw: 'not-storable' }],
    ['a symbol', Symbol('s'), { path: [], flaw: 'not-storable' }],
    ['a bigint', 1n, { path: [], flaw: 'not-storable' }],
    ['a big bigint', 2n ** 70n, { path: [], flaw: 'not-storable' }],
    ['a Date', { at: new Date() }, { path: ['at'], flaw: 'not-storable' }],
    ['a Map', new Map(), { path: [], flaw: 'not-storable' }],
    ['an ArrayBuffer', new ArrayBuffer(1), { path: [], flaw: 'not-storable' }],
    ['other typed lists', new Float64Array(1), { path: [], flaw: 'not-storable' }],
    ['an instance of a class', new (class Thing {})(), { path: [], flaw: 'not-storable' }],
    ['a CBOR tag', new Tagged(1, 1), { path: [], flaw: 'not-storable' }],
    ['an object with a symbol for a key', { [Symbol('s')]: 1 }, { path: [], flaw: 'not-storable' }],
    ['a cycle', cycle, { path: ['self', 'again', 0], flaw: 'holds-itself' }],
    ['half a surrogate pair', ['\uD800'], { path: [0], flaw: 'malformed-text' }],
    ['half a surrogate pair for a key', { '\uDC00': 1 }, { path: ['\uDC00'], flaw: 'malformed-text' }],
    ['more than 100 lists in one another', nested(101), { flaw: 'too-deep' }],
  ])('%s', (_name, value, details) => {
    expect(refusalOf(value)).toMatchObject({ code: 'invalid-value', details });
  });

  test('but not an object without a prototype, one that is there twice, or 100 lists in one another', () => {
    const shared = { a: 1 };
    expect(refusalOf(Object.create(null))).toBeUndefined();
    expect(refusalOf([shared, shared])).toBeUndefined();
    expect(refusalOf(nested(100))).toBeUndefined();
  });
});

describe('bytes that are no value', () => {
  test.each([
    ['nothing', ''],
    ['a tag', 'c101'],
    ['a key twice', 'a2616101616102'],
    ['undefined', 'f7'],
    ['a key that is no text', 'a10102'],
    ['an integer beyond safe ones', '1b0020000000000000'],
    ['a number longer than it need be', '1801'],
    ['a list of no stated length', '9f01ff'],
    ['half a list', '8201'],
    ['more than one value', '0101'],
    ['broken UTF-8', '61ff'],
    ['broken UTF-8 that would make a key stand twice', 'a261ff0161fe02'],
    ['a simple value', 'e0'],
    ['a million lists in one another', '81'.repeat(1_000_000)],
  ])('%s', (_name, hex) => {
    expect(() => decodeValue(Buffer.from(hex, 'hex'))).toThrow(expect.objectContaining({ code: 'entry-broken' }));
  });

  test('never do anything but throw a JournalError', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          decodeValue(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(JournalError);
        }
      }),
    );
  });

  test('a well-formed one is what cborg alone would make of it', () => {
    expect(decodeValue(encode({ a: [1, 'two'] }))).toEqual({ a: [1, 'two'] });
  });
});
