import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareClocks, type Entry } from '../../src/protocol/index.ts';
import { clockAt, tombstone, valueEntry } from '../testing/samples.ts';
import { compareEntries, mergeBatch, mergeEntries } from './merge.ts';

const clocks = fc.constantFrom(clockAt(1, 'a'), clockAt(1, 'b'), clockAt(2, 'a'));
const values = fc.uint8Array({ maxLength: 2, max: 2 });

const entryOf = (id: string): fc.Arbitrary<Entry> =>
  fc.oneof(
    fc.record({ id: fc.constant(id), clock: clocks, value: values }),
    fc.record({ id: fc.constant(id), clock: clocks, tombstone: fc.constant<true>(true) }),
  );

const state = entryOf('one');

describe('merging two states of an entry', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(state, state, (a, b) => {
        expect(mergeEntries(a, b)).toEqual(mergeEntries(b, a));
      }),
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(state, state, state, (a, b, c) => {
        expect(mergeEntries(mergeEntries(a, b), c)).toEqual(mergeEntries(a, mergeEntries(b, c)));
      }),
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(state, (a) => {
        expect(mergeEntries(a, { ...a })).toEqual(a);
      }),
    );
  });

  it('gives one of the two, and never the one with the older clock', () => {
    fc.assert(
      fc.property(state, state, (a, b) => {
        const winner = mergeEntries(a, b);
        expect([a, b]).toContain(winner);
        expect(compareClocks(winner.clock, a.clock)).toBeGreaterThanOrEqual(0);
        expect(compareClocks(winner.clock, b.clock)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([
    ['a newer tombstone over a value', tombstone('a', 2), valueEntry('a', 1, 9)],
    ['a value over a tombstone of the same clock', valueEntry('a', 1), tombstone('a', 1)],
    ['greater bytes over less of the same clock', valueEntry('a', 1, 200), valueEntry('a', 1, 100, 255)],
    ['more bytes over their beginning', valueEntry('a', 1, 1, 0), valueEntry('a', 1, 1)],
  ])('lets %s win', (_, winner, loser) => {
    expect(compareEntries(winner, loser)).toBeGreaterThan(0);
    expect(compareEntries(loser, winner)).toBeLessThan(0);
  });
});

describe('merging a batch', () => {
  it('answers in the order of the batch, tells winners, and writes only what is new', () => {
    const stored = new Map(
      [valueEntry('older', 1, 1), valueEntry('same', 5, 5), tombstone('newer', 9)].map((e) => [e.id, e]),
    );
    const batch = [valueEntry('newer', 8, 8), valueEntry('same', 5, 5), valueEntry('older', 2, 2), tombstone('new', 1)];
    expect(mergeBatch(batch, stored)).toEqual({
      outcomes: [
        { outcome: 'lost', id: 'newer', winner: tombstone('newer', 9) },
        { outcome: 'applied', id: 'same' },
        { outcome: 'applied', id: 'older' },
        { outcome: 'applied', id: 'new' },
      ],
      changed: [batch[2], batch[3]],
    });
  });

  it('comes to the same end in whatever order, and however often, batches arrive', () => {
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
    for (const changed of mergeBatch([entry], stored).changed) stored.set(changed.id, changed);
  }
  return Object.fromEntries(stored);
}
