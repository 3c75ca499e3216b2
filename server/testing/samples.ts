import * as v from 'valibot';
import { type AccountId, accountIdSchema, type Clock, clockSchema, type Entry } from '../../src/protocol/index.ts';

export const ALICE: AccountId = v.parse(accountIdSchema, 'account-alice');
export const BOB: AccountId = v.parse(accountIdSchema, 'account-bob');

/** The clock of a device's edit at `time` milliseconds. */
export function clockAt(time: number, device = 'aa'): Clock {
  return v.parse(clockSchema, `${time.toString(16).padStart(12, '0')}-0000-${device.padStart(16, '0')}`);
}

export function valueEntry(id: string, time: number, ...value: number[]): Entry {
  return { id, clock: clockAt(time), isTombstone: false, value: Uint8Array.from(value) };
}

export function tombstone(id: string, time: number, ...value: number[]): Entry {
  return { ...valueEntry(id, time, ...value), isTombstone: true };
}
