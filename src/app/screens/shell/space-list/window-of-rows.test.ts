import { expect, test } from 'vitest';
import { placesToShow, windowOfRows } from './window-of-rows.ts';

test('the window holds every row of which a pixel can be seen, and some beyond', () => {
  expect(windowOfRows(0, 320, 32, 2)).toEqual({ first: 0, end: 12 });
  expect(windowOfRows(321, 319, 32, 0)).toEqual({ first: 10, end: 20 });
  expect(windowOfRows(31, 320, 32, 0)).toEqual({ first: 0, end: 11 });
  expect(windowOfRows(640, 320, 32, 2)).toEqual({ first: 18, end: 32 });
});

test('rows that must stay are there once, in their order, if there are such rows', () => {
  expect(placesToShow({ first: 2, end: 5 }, 10, [3, 9, -1, 10])).toEqual([2, 3, 4, 9]);
  expect(placesToShow({ first: 8, end: 20 }, 10, [0])).toEqual([0, 8, 9]);
  expect(placesToShow({ first: 0, end: 20 }, 0, [0])).toEqual([]);
});
