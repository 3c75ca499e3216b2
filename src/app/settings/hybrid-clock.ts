import { type Clock, clockSchema } from 'backhaul/protocol';
import * as v from 'valibot';

const LAST_COUNT = 0xffff;

/**
 * The next tick of a hybrid logical clock: later than `previous` even when the device's own clock went back. `now` is in
 * milliseconds since 1970, `device` 16 hex digits.
 */
export function tick(previous: Clock | undefined, now: number, device: string): Clock {
  const [time, count] = previous === undefined ? [0, 0] : partsOf(previous);
  if (now > time) return clock(now, 0, device);
  return count < LAST_COUNT ? clock(time, count + 1, device) : clock(time + 1, 0, device);
}

function partsOf(text: Clock): [time: number, count: number] {
  return [Number.parseInt(text.slice(0, 12), 16), Number.parseInt(text.slice(13, 17), 16)];
}

function clock(time: number, count: number, device: string): Clock {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return v.parse(clockSchema, `${hex(time, 12)}-${hex(count, 4)}-${device}`);
}
