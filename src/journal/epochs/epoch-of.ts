import type { Account } from '../../account/index.ts';

/** The epoch under whose key a value was sealed: its first two bytes, big endian. */
export function epochOf({ value }: { readonly value: Uint8Array }): number {
  const [high = 0, low = 0] = value;
  return high * 256 + low;
}

/** Whether a value is sealed under keys of the past, or may be: of an epoch whose key was replaced. */
export function isOld({ sealing }: Account, sealed: { readonly value: Uint8Array }): boolean {
  const epoch = epochOf(sealed);
  return epoch < sealing.epoch || sealing.replaced?.has(epoch) === true;
}
