import { decode, encode } from 'cborg';

/** The bytes are not what their media type says. */
export class MalformedBodyError extends Error {
  override readonly name = 'MalformedBodyError';
}

/** CBOR (RFC 8949) with byte strings as they are: the wire costs what the content costs. */
export function encodeCbor(value: unknown): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(encode(value));
}

/** @throws MalformedBodyError for bytes that are no CBOR, or that hold a key twice, tags, or `undefined`. */
export function decodeCbor(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, { allowUndefined: false, rejectDuplicateMapKeys: true });
  } catch (cause) {
    throw new MalformedBodyError('The body is not the CBOR that it claims to be.', { cause });
  }
}
