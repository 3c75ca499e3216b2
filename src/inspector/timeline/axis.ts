const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ages that the axis may name. */
const MARKS = [10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY];

/**
 * Where an age is on an axis that ends now and begins at `longest`, from 0 to 1. The last seconds take as much room as the
 * last hours: what happened just now and what waits since yesterday are both to be seen.
 */
export function placeOfAge(age: number, longest: number): number {
  const inside = Math.min(Math.max(age, 0), longest);
  return longest <= 0 ? 1 : 1 - Math.log1p(inside / SECOND) / Math.log1p(longest / SECOND);
}

/** The ages to name on it: not so many that their words would touch. */
export function marksOf(longest: number): readonly number[] {
  const marks: number[] = [];
  let last = 1;
  for (const age of MARKS) {
    const place = placeOfAge(age, longest);
    if (age > longest || last - place < GAP || place < 0) continue;
    marks.push(age);
    last = place;
  }
  return marks;
}

const GAP = 0.16;

export type AgeUnit = 'second' | 'minute' | 'hour' | 'day';

/** An age in the largest unit that divides it. */
export function inUnits(age: number): { readonly unit: AgeUnit; readonly amount: number } {
  if (age >= DAY) return { unit: 'day', amount: age / DAY };
  if (age >= HOUR) return { unit: 'hour', amount: age / HOUR };
  if (age >= MINUTE) return { unit: 'minute', amount: age / MINUTE };
  return { unit: 'second', amount: age / SECOND };
}
