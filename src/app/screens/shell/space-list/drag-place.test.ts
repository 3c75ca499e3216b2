import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idAfter, placeAt, scrollStep, shownPlace } from './drag-place.ts';

test('rows make room for the one that is dragged, and it lands where it was shown', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), fc.nat(), (count, a, b) => {
      const [from, to] = [a % count, b % count];
      const ids = Array.from({ length: count }, (_, place) => `space-${place}`);
      const moved = `space-${from}`;
      const others = ids.filter((id) => id !== moved);
      const before = idAfter(ids, from, to);
      const landed = others.toSpliced(before === undefined ? others.length : others.indexOf(before), 0, moved);
      const shown = ids.map((_, place) => shownPlace(place, from, to));
      expect(shown.map((_, at) => ids[shown.indexOf(at)])).toEqual(from === to ? ids : landed);
    }),
  );
});

test('a pointer above or below all rows is at the first or last', () => {
  expect([-5, 0, 31, 32, 95, 96, 900].map((height) => placeAt(height, 32, 3))).toEqual([0, 0, 0, 1, 2, 2, 2]);
});

test('the list scrolls at its edges alone, and the faster the nearer', () => {
  expect([300, 140, 459].map((pointer) => scrollStep(pointer, 100, 500))).toEqual([0, 0, 0]);
  expect([135, 100, 0].map((pointer) => scrollStep(pointer, 100, 500))).toEqual([-2, -10, -10]);
  expect([465, 500, 900].map((pointer) => scrollStep(pointer, 100, 500))).toEqual([2, 10, 10]);
});
