import {
  CONTENT_DIGEST,
  type KeyId,
  SIGNATURE_LIFETIME,
  SIGNATURE_TAG,
  SIGNED_ALWAYS,
  SIGNED_WHERE_PRESENT,
  writeKeyId,
} from '../../protocol/index.ts';
import { toBase64url } from '../base64url.ts';
import { type Random, secureRandom } from '../random.ts';
import { contentDigest, sign } from './signature.ts';

/** Whose key signs. */
export interface Signer {
  readonly keyId: KeyId;
  readonly privateKey: CryptoKey;
}

const NONCE_BYTES = 12;

/** Puts a signature on the request itself. `at` is milliseconds since 1970, by the server's clock as far as it is known. */
export async function signAs(
  { keyId, privateKey }: Signer,
  request: Request,
  at: number,
  random: Random = secureRandom,
): Promise<Request> {
  const { headers } = request;
  const body = await request.clone().arrayBuffer(); // Not `request.body`: Firefox has none.
  if (body.byteLength > 0) headers.set(CONTENT_DIGEST, await contentDigest(body));
  const created = Math.floor(at / 1000);
  const parameters = {
    created,
    expires: created + SIGNATURE_LIFETIME,
    nonce: toBase64url(random(NONCE_BYTES)),
    keyid: writeKeyId(keyId),
    alg: 'ed25519',
    tag: SIGNATURE_TAG,
  };
  const components = [...SIGNED_ALWAYS, ...SIGNED_WHERE_PRESENT.filter((name) => headers.has(name))];
  const { input, signature } = await sign(request, { components, parameters }, privateKey);
  headers.set('Signature-Input', `${SIGNATURE_TAG}=${input}`);
  headers.set('Signature', `${SIGNATURE_TAG}=${signature}`);
  return request;
}
