import { describe, expect, test } from 'vitest';
import type { EntryRow, Version } from '../store/rows.ts';
import { clockAt } from '../testing/clocks.ts';
import { believed, fateOf, isPruned } from './fate.ts';

const DAY = 24 * 60 * 60_000;
const read = { round: 2, prunedClock: clockAt(10), heads: 'heads' };

function version(at: number, isTombstone = false): Version {
  return { clock: clockAt(at), isTombstone, value: new Uint8Array([1]) };
}

function clean(at: number, isTombstone = false): EntryRow {
  return { state: 'clean', id: 'a', collection: 'one', ...version(at, isTombstone) };
}

function dirty(at: number, acknowledged: Version | null, isTombstone = false): EntryRow {
  return { ...clean(at, isTombstone), state: 'dirty', dirty: 'one', acknowledged };
}

describe('[G57] of what the server does not tell of when everything is read again', () => {
  test('is offered back a value whose deletion may have been pruned, an edit of it too, and a new one that comes too late', () => {
    expect(fateOf(clean(9), read)).toBe('lost');
    expect(fateOf(clean(10), read)).toBe('lost');
    expect(fateOf(dirty(9, version(5)), read)).toBe('lost');
    expect(fateOf(dirty(9, null), read)).toBe('lost');
  });

  test('goes a deletion', () => {
    expect(fateOf(clean(9, true), read)).toBe('goes');
    expect(fateOf(dirty(9, version(5), true), read)).toBe('goes');
  });

  test('[G53] is hidden what no pruned deletion can be newer than, and a head, which nobody deletes', () => {
    expect(fateOf(clean(11), read)).toBe('hidden');
    expect(fateOf(clean(9), { ...read, prunedClock: null })).toBe('hidden');
    expect(fateOf({ ...clean(9), collection: 'heads' }, read)).toBe('hidden');
  });

  test('is sent an edit that is newer than any deletion', () => {
    expect(fateOf(dirty(11, version(5)), read)).toBe('sent-anew');
    expect(fateOf(dirty(11, null), read)).toBe('stays');
  });

  test('stays what the server has told of, or taken, since reading began', () => {
    expect(fateOf({ ...clean(9), told: 2 }, read)).toBe('stays');
    expect(fateOf({ ...dirty(9, version(5)), told: 2 }, read)).toBe('stays');
    expect(fateOf({ ...clean(9), told: 1 }, read)).toBe('lost');
  });
});

test('a deletion that the server has pruned is kept here until it is 30 days old', () => {
  const late = 10 + 31 * DAY;
  const rows = [clean(10, true), clean(11, true), clean(9), dirty(9, null, true)];
  expect(rows.map((row) => isPruned(row, clockAt(10), late))).toEqual([true, false, false, false]);
  expect(isPruned(clean(10, true), clockAt(10), 10 + 29 * DAY)).toBe(false);
  expect(isPruned(clean(1, true), null, late)).toBe(false);
});

test('[G53] no deletion in times to come is believed to have been pruned', () => {
  expect(believed(clockAt(10), 5)).toBe(clockAt(10));
  expect(believed(clockAt(10 * DAY), 5)).toBeNull();
});
