import fc from 'fast-check';
import { expect, test } from 'vitest';
import { padded, unpadded } from './padding.ts';

test('whatever was padded comes back, and its length tells little', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
      const long = padded(bytes);
      expect(unpadded(long)).toEqual(bytes);
      expect(long.length).toBeGreaterThanOrEqual(64);
      expect(Number.isInteger(Math.log2(long.length))).toBe(true);
    }),
  );
});

test('what has no mark was not padded', () => {
  expect(unpadded(new Uint8Array(64))).toBeUndefined();
  expect(unpadded(new Uint8Array())).toBeUndefined();
  expect(unpadded(Uint8Array.of(1, 2, 3))).toBeUndefined();
});
