import { compareClocks } from './clock.ts';
import type { Entry } from './entries.ts';

/**
 * The one order of all states that an entry can have, the same on every replica: the newer clock is greater (its last part is
 * the device); of two with the same clock a value is greater than a tombstone, and of two alike the one whose bytes are
 * greater, compared as unsigned numbers from the first on; a beginning of the other is less. 0 means the same state. It is
 * total, so the greatest state is the same in whatever order, and however often, states arrive.
 */
export function compareEntries(a: Omit<Entry, 'id'>, b: Omit<Entry, 'id'>): number {
  return compareClocks(a.clock, b.clock) || compareKinds(a, b) || compareBytes(a.value, b.value);
}

function compareKinds(a: Pick<Entry, 'isTombstone'>, b: Pick<Entry, 'isTombstone'>): number {
  return Number(b.isTombstone) - Number(a.isTombstone);
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let place = 0; place < shared; place += 1) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
