import * as v from 'valibot';

/**
 * A hybrid logical clock as text: milliseconds since 1970 (12 hex digits), a counter (4) and the device (16), joined by `-`.
 * The digits are of fixed width and lower case, so that comparing the texts compares the clocks.
 * After Kulkarni et al., "Logical Physical Clocks" (2014).
 */
export type Clock = v.InferOutput<typeof clockSchema>;

export const clockSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f]{16}$/, 'A clock is 12-4-16 lower-case hex digits.'),
  v.brand('Clock'),
);

/** Negative when `a` is older than `b`, positive when it is newer, 0 when they are the same tick of the same device. */
export function compareClocks(a: Clock, b: Clock): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
