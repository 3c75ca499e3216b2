import * as v from 'valibot';
import { type Clock, clockSchema } from '../../protocol/index.ts';

/** The clock of a device at a time, in milliseconds since 1970. */
export function clockAt(time: number, device = 1): Clock {
  return v.parse(clockSchema, `${time.toString(16).padStart(12, '0')}-0000-${device.toString(16).padStart(16, '0')}`);
}
