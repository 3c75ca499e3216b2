import { expect, test } from 'vitest';
import { median, toThreeDigits } from './statistics.ts';

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 10, 1, 2], 3],
])('the median of %j is %d', (numbers, middle) => {
  expect(median(numbers)).toBe(middle);
});

test('no numbers have no median', () => {
  expect(() => median([])).toThrow(RangeError);
});

test('a figure has three digits that count', () => {
  expect([12_345.6, 1.2345, 0.01239].map(toThreeDigits)).toEqual([12_300, 1.23, 0.0124]);
});
