import { CONTENT_DIGEST, SIGNATURE_TAG, SIGNED_ALWAYS, SIGNED_WHERE_PRESENT } from '../../../src/protocol/index.ts';
import { Refusal } from '../../handler/refusal.ts';

/** A refusal that asks for a signature, with which one this very request needs (RFC 9421, section 5.1); any other as it is. */
export function askingFor(request: Request, error: unknown): unknown {
  if (!(error instanceof Refusal) || error.headers['WWW-Authenticate'] === undefined) return error;
  return new Refusal(error.problem, { 'Accept-Signature': acceptSignature(request), ...error.headers });
}

function acceptSignature(request: Request): string {
  const isAsked = (name: string) => request.headers.has(name) || (name === DIGEST && hasBody(request));
  const names = [...SIGNED_ALWAYS, ...SIGNED_WHERE_PRESENT.filter(isAsked)];
  const components = names.map((name) => `"${name}"`).join(' ');
  return `${SIGNATURE_TAG}=(${components});created;expires;nonce;keyid;alg="ed25519";tag="${SIGNATURE_TAG}"`;
}

const DIGEST = CONTENT_DIGEST.toLowerCase();

/** Of a DELETE, Node does not say by itself that it has none. */
function hasBody({ method, headers, body }: Request): boolean {
  const length = headers.get('Content-Length');
  return length === null ? body !== null && method !== 'DELETE' : Number(length) > 0;
}
