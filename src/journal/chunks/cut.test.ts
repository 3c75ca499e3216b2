import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { chunkIdOf } from '../../protocol/index.ts';
import { noise } from '../testing/noise.ts';
import { testAccount } from '../testing/test-journal.ts';
import { CHUNK_SIZES } from './chunk-sizes.ts';
import { chunkEnd, listEnd } from './cut.ts';
import { type Gear, gearOf } from './gear.ts';

const MEBIBYTE = 1024 * 1024;
const { chunk, list } = CHUNK_SIZES;

let gear: Gear;
beforeAll(async () => {
  gear = await gearOf((await testAccount()).blinding);
});

const cut = (content: Uint8Array, by = gear) => {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < content.length; ) {
    const end = chunkEnd(content, start, by, chunk);
    pieces.push(content.subarray(start, end));
    start = end;
  }
  return pieces;
};
const texts = (pieces: readonly Uint8Array[]) => pieces.map((piece) => Buffer.from(piece).toString('base64'));

describe('a content is cut', () => {
  test('into pieces of 4 KB on average, a quarter to four times that, which are the whole', () => {
    const content = noise(4 * MEBIBYTE);
    const pieces = cut(content);
    expect(Buffer.compare(Buffer.concat(pieces), content)).toBe(0);
    const lengths = pieces.slice(0, -1).map(({ length }) => length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(1024);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(16 * 1024);
    expect(Math.abs(content.length / pieces.length - 4 * 1024)).toBeLessThan(512);
  });

  test('at the largest length where nothing tells where', () => {
    expect(cut(new Uint8Array(100_000)).map(({ length }) => length)).toEqual([
      ...Array.from({ length: 6 }, () => 16_384),
      1_696,
    ]);
  });

  test('of any length, with no piece empty', () => {
    fc.assert(
      fc.property(fc.nat(5 * 1024), fc.nat(255), (length, byte) => {
        const pieces = cut(new Uint8Array(length).fill(byte));
        expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(length);
        expect(pieces.every((piece) => piece.length > 0)).toBe(true);
      }),
    );
  });

  test('otherwise by another account', async () => {
    const other = await gearOf((await testAccount(new Uint8Array(16).fill(9))).blinding);
    const content = noise(MEBIBYTE);
    const ours = new Set(texts(cut(content)));
    const common = texts(cut(content, other)).filter((piece) => ours.has(piece));
    expect(common.length).toBeLessThan(5);
  });
});

test('an edit, an insertion or a removal anywhere changes few pieces', () => {
  const content = noise(2 * MEBIBYTE);
  const before = new Set(texts(cut(content)));
  const edit = fc.record({
    at: fc.nat(content.length),
    removed: fc.nat(300),
    inserted: fc.uint8Array({ maxLength: 300 }),
  });
  fc.assert(
    fc.property(edit, ({ at, removed, inserted }) => {
      const edited = Buffer.concat([content.subarray(0, at), inserted, content.subarray(at + removed)]);
      const changed = texts(cut(edited)).filter((piece) => !before.has(piece));
      expect(changed.length).toBeLessThanOrEqual(16); // Two as a rule; a cut is met again sooner or later.
    }),
    { numRuns: 60 },
  );
}, 30_000);

describe('ids are listed', () => {
  const ids = Array.from({ length: 5_000 }, (_, place) => chunkIdOf(noise(16, place + 1)));
  const lengths = (all: typeof ids) => {
    const found: number[] = [];
    for (let start = 0; start < all.length; ) {
      const end = listEnd(all, start, list);
      found.push(end - start);
      start = end;
    }
    return found;
  };

  test('32 on average, 8 at least and 128 at most', () => {
    const all = lengths(ids).slice(0, -1);
    expect([Math.min(...all) >= 8, Math.max(...all) <= 128]).toEqual([true, true]);
    expect(Math.abs(all.reduce((sum, each) => sum + each, 0) / all.length - 32)).toBeLessThan(8);
  });

  test('and another one between them changes few lists', () => {
    const listsOf = (all: typeof ids) => {
      const left = [...all];
      return lengths(all).map((length) => left.splice(0, length).join());
    };
    const before = new Set(listsOf(ids));
    fc.assert(
      fc.property(fc.nat(ids.length), (at) => {
        const after = listsOf([...ids.slice(0, at), chunkIdOf(noise(16, 9_999)), ...ids.slice(at)]);
        expect(after.filter((each) => !before.has(each)).length).toBeLessThanOrEqual(12);
      }),
    );
  });

  test('in many lists of one where they are all the same', () => {
    const same = Array.from({ length: 300 }, () => ids[0] ?? chunkIdOf(noise(16)));
    expect(lengths(same).reduce((sum, each) => sum + each, 0)).toBe(300);
  });
});
