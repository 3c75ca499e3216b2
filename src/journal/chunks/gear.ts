import { encodeValue } from '../value/value-codec.ts';

/** A number for each byte. */
export type Gear = Int32Array<ArrayBuffer>;

const NUMBERS = 256;
const BYTES = 4;
const DIGEST_BYTES = 32;

/**
 * The account's own gear: the HMAC-SHA-256 of the CBOR of `['backhaul/gear', 0]`, and so on up to 31, in four bytes a number, big
 * endian. Where a value is cut tells nobody else anything of what it holds: a known text could be recognised by the lengths of
 * its chunks, if everybody cut alike.
 */
export async function gearOf(blinding: CryptoKey): Promise<Gear> {
  const digests = await Promise.all(
    Array.from({ length: (NUMBERS * BYTES) / DIGEST_BYTES }, (_, place) =>
      crypto.subtle.sign('HMAC', blinding, encodeValue(['backhaul/gear', place])),
    ),
  );
  return Int32Array.from(digests.flatMap((digest) => numbersIn(new DataView(digest))));
}

function numbersIn(digest: DataView): readonly number[] {
  return Array.from({ length: digest.byteLength / BYTES }, (_, place) => digest.getInt32(place * BYTES));
}
