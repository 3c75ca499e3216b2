import { encode } from 'cborg';
import { decodeStrictCbor } from '../../protocol/index.ts';
import { JournalError } from '../errors.ts';
import type { Value } from '../journal.ts';
import { flawOf } from './value-flaw.ts';

/**
 * The value in canonical CBOR (RFC 8949, section 4.2): equal values give equal bytes, whatever the order of their objects'
 * keys. Numbers are equal as `Object.is` has it, so that NaN equals itself, except that -0 is stored as 0.
 * @throws JournalError `invalid-value` for what would not come back as it went in; `details` has its `path` and the `flaw`.
 */
export function encodeValue(value: Value): Uint8Array<ArrayBuffer> {
  const flaw = flawOf(value);
  if (flaw !== undefined) throw new JournalError('invalid-value', { ...flaw });
  return new Uint8Array(encode(value));
}

/** @throws JournalError `entry-broken` for bytes that `encodeValue` does not make: tags, a key twice, `undefined`, big integers. */
export function decodeValue(bytes: Uint8Array): Value {
  try {
    return decodeStrictCbor(bytes) as Value; // It leaves nothing that is no value.
  } catch (cause) {
    throw new JournalError('entry-broken', {}, cause);
  }
}
