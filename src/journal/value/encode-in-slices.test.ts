import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JournalError } from '../errors.ts';
import type { Value } from '../journal.ts';
import type { Slices } from '../slices/slices.ts';
import { encodeInSlices } from './encode-in-slices.ts';
import { encodeValue } from './value-codec.ts';

/** Slices that are over at once, counted. */
function shortSlices(): Slices & { readonly count: () => number } {
  let count = 0;
  return {
    isOver: () => true,
    next: async () => {
      count += 1;
    },
    count: () => count,
  };
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const encoded = (value: Value) => encodeInSlices(value, shortSlices());

const texts = fc.string({ unit: 'binary', maxLength: 40 });
const scalars = fc.oneof(
  fc.constantFrom(null, true, false),
  fc.double(),
  fc.maxSafeInteger(),
  texts,
  fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
);
const light = fc.oneof(scalars, fc.array(scalars), fc.dictionary(texts, scalars, { noNullPrototype: true }));
/** What holds up to some thousand values: heavy lists, heavy objects, and both within one another. */
const { values } = fc.letrec<{ values: Value }>((tie) => ({
  values: fc.oneof(
    { maxDepth: 3, depthSize: 'large' },
    light,
    fc.tuple(light, fc.nat(700)).map(([item, times]) => Array.from({ length: times }, () => item)),
    fc.array(tie('values'), { maxLength: 8 }),
    fc.dictionary(texts, tie('values'), { maxKeys: 8, noNullPrototype: true }),
    fc.nat(700).map((count) => Object.fromEntries(Array.from({ length: count }, (_, key) => [`${key * 7}`, key]))),
  ),
}));

describe('a value that is encoded in slices', () => {
  test('has the bytes that it has otherwise', async () => {
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        expect(hexOf(await encoded(value))).toBe(hexOf(encodeValue(value)));
      }),
      { numRuns: 50 },
    );
  }, 30_000);

  test.each([23, 24, 255, 256, 511, 512, 513, 65_535, 65_536])('has them with a list of %d', async (length) => {
    const list = Array.from({ length }, (_, place) => place);
    const object = Object.fromEntries(list.slice(0, 600).map((place) => [`key ${place}`, [place]]));
    expect(hexOf(await encoded({ list, object }))).toBe(hexOf(encodeValue({ list, object })));
  });

  test('has room for others in between', async () => {
    const slices = shortSlices();
    const lists = Array.from({ length: 1_000 }, () => Array.from({ length: 56 }, (_, place) => place));
    await encodeInSlices({ lists }, slices);
    expect(slices.count()).toBeGreaterThan(50);
  });

  const heavy = Array.from({ length: 1_000 }, (_, place) => place);
  const nested = (depth: number): Value => (depth === 0 ? null : [nested(depth - 1), heavy]);
  const cycle: unknown[] = [heavy];
  cycle.push({ again: cycle });

  test.each<[string, unknown]>([
    ['a function deep within', { heavy, deep: [heavy, { here: () => undefined }] }],
    ['half a character', [heavy, 'a\uD800']],
    ['half a character in a key', { heavy, '\uDC00': 1 }],
    ['what holds itself', cycle],
    ['too many in one another', nested(101)],
    ['an object of a class', Object.assign(new Date(0), Object.fromEntries(heavy.map((place) => [place, place])))],
  ])('is refused like any other: %s', async (_name, value) => {
    const asked: (value: never) => unknown = encodeValue;
    const askedInSlices: (value: never, slices: Slices) => Promise<unknown> = encodeInSlices;
    const flawOf = async (call: () => unknown) => {
      try {
        await call();
      } catch (cause) {
        expect(cause).toBeInstanceOf(JournalError);
        return cause instanceof JournalError ? cause.details : undefined;
      }
      return undefined;
    };
    const expected = await flawOf(() => Reflect.apply(asked, undefined, [value]));
    expect(expected).toBeDefined();
    expect(await flawOf(() => Reflect.apply(askedInSlices, undefined, [value, shortSlices()]))).toEqual(expected);
  });
});
