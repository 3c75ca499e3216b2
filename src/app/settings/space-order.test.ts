import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byOrder, ordersAfterMove, type Placed } from './space-order.ts';

const order = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true }),
  fc.constantFrom(Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** 53, Number.POSITIVE_INFINITY),
);
const spaces = fc
  .uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), order }), { selector: ({ id }) => id })
  .map((list) => list.toSorted(byOrder));

const withOrders = (list: readonly Placed[], orders: ReadonlyMap<string, number>) =>
  list.map(({ id, order }) => ({ id, order: orders.get(id) ?? order })).toSorted(byOrder);
const idsOf = (list: readonly Placed[]) => list.map(({ id }) => id);

test('a moved space comes before the one that was named, or last, and the others stay as they were', () => {
  fc.assert(
    fc.property(spaces, fc.nat(), fc.nat(), (list, from, to) => {
      const moved = list[from % (list.length + 1)];
      if (moved === undefined) return;
      const others = idsOf(list).filter((id) => id !== moved.id);
      const place = to % (others.length + 1);
      const orders = ordersAfterMove(list, moved.id, others[place]);
      expect(idsOf(withOrders(list, orders))).toEqual(others.toSpliced(place, 0, moved.id));
    }),
  );
});

test('one move writes one order; only where halves run out, all get a new one', () => {
  const list = Array.from({ length: 20 }, (_, place) => ({ id: `space-${place}`, order: place }));
  expect(ordersAfterMove(list, 'space-7', 'space-2')).toEqual(new Map([['space-7', 1.5]]));
  expect(ordersAfterMove(list, 'space-7', undefined)).toEqual(new Map([['space-7', 20]]));
  expect(ordersAfterMove(list, 'space-7', 'space-0')).toEqual(new Map([['space-7', -1]]));

  let moving: readonly Placed[] = list;
  let written = 0;
  for (let move = 0; move < 400; move += 1) {
    const last = moving.at(-1)?.id ?? '';
    const orders = ordersAfterMove(moving, last, moving[10]?.id);
    written += orders.size;
    moving = withOrders(moving, orders);
  }
  expect(written).toBeGreaterThan(400);
  expect(written).toBeLessThan(400 + (400 / 50) * 20); // Halves run out after as many bits as a number has.
});

test('a move to where a space is already, and one of a space that is gone, write nothing', () => {
  const list = [
    { id: 'a', order: 0 },
    { id: 'b', order: 1 },
  ];
  expect(ordersAfterMove(list, 'a', 'b').size).toBe(0);
  expect(ordersAfterMove(list, 'a', 'a').size).toBe(0);
  expect(ordersAfterMove(list, 'b', undefined).size).toBe(0);
  expect(ordersAfterMove(list, 'c', 'a').size).toBe(0);
});
