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

/** Milliseconds since 1970. */
export function timeOf(clock: Clock): number {
  return Number.parseInt(clock.slice(0, 12), 16);
}

export function countOf(clock: Clock): number {
  return Number.parseInt(clock.slice(13, 17), 16);
}

/** 16 hex digits. */
export function deviceOf(clock: Clock): string {
  return clock.slice(18);
}

/** The same clock as its 16 bytes: six of time, two of counter, eight of device. Comparing them compares the clocks. */
export function clockToBytes(clock: Clock): Uint8Array<ArrayBuffer> {
  const digits = clock.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, place) => Number.parseInt(digits.slice(2 * place, 2 * place + 2), 16));
}

/** @throws ValiError unless there are 16 bytes. */
export function clockFromBytes(bytes: Uint8Array): Clock {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return v.parse(clockSchema, `${digits.slice(0, 12)}-${digits.slice(12, 16)}-${digits.slice(16)}`);
}
