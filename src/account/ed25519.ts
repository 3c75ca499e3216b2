import type { SigningKey } from './account.ts';
import { fromBase64url } from './base64url.ts';
import { AccountError } from './errors.ts';

const ED25519 = 'Ed25519';
/** Times that a key is asked for. WebKitGTK 2.50 failed for 15 of 2,500, for no reason of the caller's. */
const ATTEMPTS = 5;
/** What comes before the 32 bytes of a private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_HEAD = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/** WebKitGTK imports no key whose seed begins with 0x00; public ones that do are passed over by the same rule. */
export function beginsWithZero(bytes: Uint8Array): boolean {
  return bytes[0] === 0;
}

/** A random key whose private half was never outside of the browser's own code. @throws AccountError `keys-not-supported` */
export async function randomSigningKey(): Promise<SigningKey> {
  const subtle = subtleCrypto();
  for (let attempt = 1; ; attempt += 1) {
    const made = await supported(subtle.generateKey(ED25519, false, ['sign', 'verify'])).catch((cause: unknown) => {
      if (cause instanceof AccountError || attempt === ATTEMPTS) throw cause;
    });
    if (made === undefined) continue;
    const publicKey = new Uint8Array(await subtle.exportKey('raw', made.publicKey));
    if (!beginsWithZero(publicKey)) return { privateKey: made.privateKey, publicKey };
  }
}

/** The key that a seed of 32 bytes stands for. @throws AccountError `keys-not-supported` */
export async function signingKeyOf(seed: Uint8Array): Promise<SigningKey> {
  const encoded = Uint8Array.from([...PKCS8_HEAD, ...seed]);
  try {
    return { privateKey: await privateKeyOf(encoded, false), publicKey: await publicKeyOf(encoded) };
  } finally {
    encoded.fill(0);
  }
}

function privateKeyOf(encoded: Uint8Array<ArrayBuffer>, isExtractable: boolean): Promise<CryptoKey> {
  return supported(subtleCrypto().importKey('pkcs8', encoded, ED25519, isExtractable, ['sign']));
}

/** WebCrypto tells the public half of a private key only together with the private one. */
async function publicKeyOf(encoded: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { x = '' } = await subtleCrypto().exportKey('jwk', await privateKeyOf(encoded, true));
  return fromBase64url(x);
}

async function supported<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof DOMException && cause.name === 'NotSupportedError')) throw cause;
    throw new AccountError('keys-not-supported', {}, cause);
  }
}

/** Pages that did not come over HTTPS have none. @throws AccountError `keys-not-supported` */
export function subtleCrypto(): SubtleCrypto {
  if (crypto.subtle === undefined) throw new AccountError('keys-not-supported', {});
  return crypto.subtle;
}
