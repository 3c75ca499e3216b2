import * as v from 'valibot';
import { type Clock, clockSchema, countOf, timeOf } from '../../protocol/index.ts';

const LAST_COUNT = 0xffff;

/**
 * The next tick of a hybrid logical clock: later than `previous` even when the device's own clock went back. `now` is in
 * milliseconds since 1970, `device` 16 hex digits. After Kulkarni et al., "Logical Physical Clocks" (2014).
 */
export function tick(previous: Clock | undefined, now: number, device: string): Clock {
  if (previous === undefined || now > timeOf(previous)) return clockOf(now, 0, device);
  const [time, count] = [timeOf(previous), countOf(previous)];
  return count < LAST_COUNT ? clockOf(time, count + 1, device) : clockOf(time + 1, 0, device);
}

/** The same tick of the same device at another time. */
export function shifted(clock: Clock, milliseconds: number): Clock {
  return clockOf(Math.max(0, timeOf(clock) + milliseconds), countOf(clock), clock.slice(18));
}

export function newest(clocks: Iterable<Clock | undefined>): Clock | undefined {
  let latest: Clock | undefined;
  for (const clock of clocks) if (clock !== undefined && (latest === undefined || clock > latest)) latest = clock;
  return latest;
}

function clockOf(time: number, count: number, device: string): Clock {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return v.parse(clockSchema, `${hex(Math.floor(time), 12)}-${hex(count, 4)}-${device}`);
}
