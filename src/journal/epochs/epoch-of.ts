import type { Account } from '../../account/index.ts';

/** The epoch under whose key a value was sealed: its first two bytes, big endian. */
export function epochOf({ value }: { readonly value: Uint8Array }): number {
  const [high = 0, low = 0] = value;
  return high * 256 + low;
}

/** Whether a value is sealed under keys of the past. */
export function isOld({ sealing }: Account, sealed: { readonly value: Uint8Array }): boolean {
  return epochOf(sealed) < sealing.epoch;
}
