import { toBase64url } from '../../account/index.ts';
import { encodeValue } from '../value/value-codec.ts';

const ID_BYTES = 16;

/**
 * What an entry is called where its name must not be read: the first 16 bytes of the HMAC-SHA-256 of the CBOR of
 * `['backhaul/entry', collection, key]`, in base64url. CBOR writes each text's length before it, so that no two names read
 * the same.
 * @throws JournalError `invalid-value` for a name that is no well-formed text.
 */
export function entryId(blinding: CryptoKey, collection: string, key: string): Promise<string> {
  return blindId(blinding, ['backhaul/entry', collection, key]);
}

/** The same for a whole collection, of `['backhaul/collection', collection]`. @throws JournalError `invalid-value` */
export function collectionId(blinding: CryptoKey, collection: string): Promise<string> {
  return blindId(blinding, ['backhaul/collection', collection]);
}

async function blindId(blinding: CryptoKey, name: readonly string[]): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', blinding, encodeValue(name)));
  return toBase64url(digest.subarray(0, ID_BYTES));
}
