import { toBase64url } from '../../account/index.ts';
import { hashOf } from '../chunks/same-content.ts';
import type { Plain } from '../seal/plain.ts';
import { encodeValue } from '../value/value-codec.ts';

const DIGEST_BYTES = 16;

/**
 * What is kept of a value to know it again: the first 16 bytes of the HMAC-SHA-256, under the account's blinding key, of the
 * CBOR of `['backhaul/mark', entry, SHA-256 of the value's CBOR]`, in base64url. Nobody else can tell from it which value it
 * was, nor that two entries have the same.
 */
export async function contentDigest(blinding: CryptoKey, entry: string, content: Plain['content']) {
  return await keyed(blinding, ['backhaul/mark', entry, await hashOf(content)]);
}

/** The same of a version that a source tells. */
export function versionDigest(blinding: CryptoKey, entry: string, version: string): Promise<string> {
  return keyed(blinding, ['backhaul/mark-version', entry, version]);
}

/** What a source is called where its name must not be read. */
export function sourceId(blinding: CryptoKey, name: string): Promise<string> {
  return keyed(blinding, ['backhaul/mark-source', name]);
}

async function keyed(blinding: CryptoKey, parts: readonly (string | Uint8Array)[]): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', blinding, encodeValue(parts)));
  return toBase64url(digest.subarray(0, DIGEST_BYTES));
}
