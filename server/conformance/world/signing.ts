import { appendSignature, createSignature } from 'http-message-sig';
import {
  CONTENT_DIGEST,
  type KeyId,
  SIGNATURE_TAG,
  SIGNED_ALWAYS,
  SIGNED_WHERE_PRESENT,
  writeKeyId,
} from '../../../src/protocol/index.ts';
import type { Account, Device, SigningKey } from './account.ts';
import { base64, base64url, digest, randomBytes } from './bytes.ts';

/** Who signs: a device of an account, or the account's own key. */
export interface Signer {
  readonly key: SigningKey;
  readonly keyId: KeyId;
}

/** How a signature differs from what it should be. */
export interface SigningOptions {
  /** Seconds since 1970. */
  readonly created?: number;
  /** Seconds from `created` to `expires`. */
  readonly lifetime?: number;
  /** A component that is not covered. */
  readonly without?: string;
}

export function asDevice({ id: account, device: own }: Account, device: Device = own): Signer {
  return { key: device.key, keyId: { kind: 'device', account, device: device.id } };
}

export function asAccount({ key }: Account): Signer {
  return { key, keyId: { kind: 'account', publicKey: base64url(key.publicKey) } };
}

/** The request with a signature; `now` is seconds since 1970. `body` is what it has. */
export async function sign(
  request: Request,
  body: Uint8Array<ArrayBuffer>,
  { key, keyId }: Signer,
  { created, lifetime = 60, without }: SigningOptions & { readonly created: number },
): Promise<Request> {
  if (body.byteLength > 0) request.headers.set(CONTENT_DIGEST, `sha-256=:${base64(await digest(body))}:`);
  const present = SIGNED_WHERE_PRESENT.filter((name) => request.headers.has(name));
  const fields = await createSignature(request, {
    label: SIGNATURE_TAG,
    components: [...SIGNED_ALWAYS, ...present].filter((name) => name !== without),
    parameters: {
      created,
      expires: created + lifetime,
      nonce: base64url(randomBytes(12)),
      keyid: writeKeyId(keyId),
      alg: 'ed25519',
      tag: SIGNATURE_TAG,
    },
    signer: { algorithm: 'ed25519', sign: key.sign },
  });
  return new Request(request, { headers: appendSignature(request.headers, fields) });
}
