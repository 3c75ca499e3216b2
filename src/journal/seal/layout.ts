import { type AccountId, clockToBytes, type Entry } from '../../protocol/index.ts';
import { encodeValue } from '../value/value-codec.ts';
import { bucketOf } from './padding.ts';
import { SealError } from './seal-error.ts';

const EPOCH_BYTES = 2;
/** What AES-GCM is made for (NIST SP 800-38D). Random ones are good for 2^32 seals under one key. */
export const IV_BYTES = 12;
const HEAD_BYTES = EPOCH_BYTES + IV_BYTES;
export const TAG_BYTES = 16;

/** Sealed bytes in their parts. */
export interface Sealed {
  /** Of the key. */
  readonly epoch: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  /** With the tag of 16 bytes at its end. */
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

/** The epoch in 2 bytes, big endian; the IV; the ciphertext. */
export function joinSealed({ epoch, iv, ciphertext }: Sealed): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + ciphertext.length);
  new DataView(bytes.buffer).setUint16(0, epoch);
  bytes.set(iv, EPOCH_BYTES);
  bytes.set(ciphertext, HEAD_BYTES);
  return bytes;
}

/** @throws SealError `malformed` for bytes that are too few for the smallest value. */
export function splitSealed(bytes: Uint8Array<ArrayBuffer>): Sealed {
  if (bytes.length < HEAD_BYTES + bucketOf(0) + TAG_BYTES) throw new SealError('malformed');
  return {
    epoch: new DataView(bytes.buffer, bytes.byteOffset).getUint16(0),
    iv: bytes.subarray(EPOCH_BYTES, HEAD_BYTES),
    ciphertext: bytes.subarray(HEAD_BYTES),
  };
}

/** AES-GCM's parameters. What stands beside the sealed bytes is authenticated with them: nobody swaps or re-dates an entry. */
export function parametersOf(
  account: AccountId,
  entry: Omit<Entry, 'value'>,
  { epoch, iv }: Omit<Sealed, 'ciphertext'>,
) {
  const { id, clock, isTombstone } = entry;
  const additionalData = encodeValue(['backhaul/seal', account, id, clockToBytes(clock), isTombstone, epoch]);
  return { name: 'AES-GCM', iv, additionalData, tagLength: 8 * TAG_BYTES };
}

/** By the first key that opens it. @throws SealError `not-authentic` */
export async function decrypted(
  parameters: AesGcmParams,
  [key, ...others]: readonly [CryptoKey, ...CryptoKey[]],
  ciphertext: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, ciphertext));
  } catch (cause) {
    if (!(cause instanceof DOMException && cause.name === 'OperationError')) throw cause;
    const [next, ...rest] = others;
    if (next !== undefined) return await decrypted(parameters, [next, ...rest], ciphertext);
    throw new SealError('not-authentic', cause);
  }
}
