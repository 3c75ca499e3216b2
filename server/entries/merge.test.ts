import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareClocks, compareEntries, type Entry } from '../../src/protocol/index.ts';
import { clockAt, tombstone, valueEntry } from '../testing/samples.ts';
import { mergeDelta } from './merge.ts';

const clocks = fc.constantFrom(clockAt(1, 'a'), clockAt(1, 'b'), clockAt(2, 'a'));
const values = fc.uint8Array({ maxLength: 2, max: 2 }).map((bytes) => Uint8Array.from(bytes));

const entryOf = (id: string): fc.Arbitrary<Entry> =>
  fc.record({ id: fc.constant(id), clock: clocks, isTombstone: fc.boolean(), value: values });

const state = entryOf('one');

const greater = (a: Entry, b: Entry) => (compareEntries(a, b) >= 0 ? a : b);

describe('merging two states of an entry', () => {
  it('[G28] is commutative', () => {
    fc.assert(
      fc.property(state, state, (a, b) => {
        expect(greater(a, b)).toEqual(greater(b, a));
      }),
    );
  });

  it('[G28] is associative', () => {
    fc.assert(
      fc.property(state, state, state, (a, b, c) => {
        expect(greater(greater(a, b), c)).toEqual(greater(a, greater(b, c)));
      }),
    );
  });

  it('[G28] is idempotent', () => {
    fc.assert(
      fc.property(state, (a) => {
        expect(greater(a, { ...a })).toEqual(a);
      }),
    );
  });

  it('gives one of the two, and never the one with the older clock', () => {
    fc.assert(
      fc.property(state, state, (a, b) => {
        const winner = greater(a, b);
        expect([a, b]).toContain(winner);
        expect(compareClocks(winner.clock, a.clock)).toBeGreaterThanOrEqual(0);
        expect(compareClocks(winner.clock, b.clock)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([
    ['a newer tombstone over a value', tombstone('a', 2), valueEntry('a', 1, 9)],
    ['a value over a tombstone of the same clock', valueEntry('a', 1), tombstone('a', 1, 9)],
    ['greater bytes over less of the same clock', valueEntry('a', 1, 200), valueEntry('a', 1, 100, 255)],
    ['greater bytes of two tombstones of the same clock', tombstone('a', 1, 2), tombstone('a', 1, 1, 1)],
    ['more bytes over their beginning', valueEntry('a', 1, 1, 0), valueEntry('a', 1, 1)],
  ])('lets %s win', (_, winner, loser) => {
    expect(compareEntries(winner, loser)).toBeGreaterThan(0);
    expect(compareEntries(loser, winner)).toBeLessThan(0);
  });
});

describe('merging a delta', () => {
  it('tells winners, and writes only what is new', () => {
    const stored = new Map(
      [valueEntry('older', 1, 1), valueEntry('same', 5, 5), tombstone('newer', 9)].map((e) => [e.id, e]),
    );
    const delta = [valueEntry('newer', 8, 8), valueEntry('same', 5, 5), valueEntry('older', 2, 2), tombstone('new', 1)];
    expect(mergeDelta(delta, stored)).toEqual({
      changed: [valueEntry('older', 2, 2), tombstone('new', 1)],
      winners: [tombstone('newer', 9)],
    });
  });

  it('[G28] comes to the same end in whatever order, and however often, deltas arrive', () => {
    const entries = fc.array(fc.oneof(entryOf('one'), entryOf('two')), { minLength: 1, maxLength: 8 });
    const shuffled = entries.chain((list) =>
      fc.record({
        list: fc.constant(list),
        again: fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length, maxLength: 2 * list.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ list, again }) => {
        expect(arrive(again)).toEqual(arrive(list));
      }),
    );
  });
});

function arrive(entries: readonly Entry[]): Record<string, Entry> {
  const stored = new Map<string, Entry>();
  for (const entry of entries) {
    for (const changed of mergeDelta([entry], stored).changed) stored.set(changed.id, changed);
  }
  return Object.fromEntries(stored);
}
