import { describe, expect, test } from 'vitest';
import type { EntryRow, Version } from '../store/rows.ts';
import { clockAt } from '../testing/clocks.ts';
import { fateOf, isPruned } from './fate.ts';

const PRUNED = clockAt(10);

function version(at: number, isTombstone = false): Version {
  return { clock: clockAt(at), isTombstone, value: new Uint8Array([1]) };
}

function clean(at: number, isTombstone = false): EntryRow {
  return { state: 'clean', id: 'a', collection: 'one', ...version(at, isTombstone) };
}

function dirty(at: number, acknowledged: Version | null, isTombstone = false): EntryRow {
  return { ...clean(at, isTombstone), state: 'dirty', dirty: 'one', acknowledged };
}

describe('[G57] of what the server does not list when everything is read again', () => {
  test('goes what it had, if its deletion may have been pruned', () => {
    expect(fateOf(clean(9), clockAt(9), PRUNED)).toBe('goes');
    expect(fateOf(clean(10), clockAt(10), PRUNED)).toBe('goes');
  });

  test('is hidden what no pruned deletion can be newer than', () => {
    expect(fateOf(clean(11), clockAt(11), PRUNED)).toBe('hidden');
    expect(fateOf(clean(9), clockAt(9), null)).toBe('hidden');
  });

  test('is offered back an edit that may be older than the deletion, of an entry that was there or is new', () => {
    expect(fateOf(dirty(9, version(5)), clockAt(5), PRUNED)).toBe('lost');
    expect(fateOf(dirty(9, null), undefined, PRUNED)).toBe('lost');
  });

  test('goes a deletion that came too late', () => {
    expect(fateOf(dirty(9, version(5), true), clockAt(5), PRUNED)).toBe('goes');
  });

  test('is sent an edit that is newer than any deletion', () => {
    expect(fateOf(dirty(11, version(5)), clockAt(5), PRUNED)).toBe('sent-anew');
    expect(fateOf(dirty(11, null), undefined, PRUNED)).toBe('stays');
  });

  test('stays what has been acknowledged since, or is gone', () => {
    expect(fateOf(clean(9), clockAt(8), PRUNED)).toBe('stays');
    expect(fateOf(clean(9), undefined, PRUNED)).toBe('stays');
    expect(fateOf(undefined, clockAt(9), PRUNED)).toBe('stays');
  });
});

test('nobody needs a deletion that the server knows of, and has pruned', () => {
  expect(
    [clean(10, true), clean(11, true), clean(9), dirty(9, null, true)].map((row) => isPruned(row, PRUNED)),
  ).toEqual([true, false, false, false]);
  expect(isPruned(clean(1, true), null)).toBe(false);
});
