import { createHash, timingSafeEqual } from 'node:crypto';
import { CONTENT_DIGEST } from '../../../src/protocol/index.ts';
import { type Refusal, refuse } from '../../handler/refusal.ts';
import { malformed } from './refusals.ts';

/** One member of the dictionary that RFC 9530 has; a body that was signed has this one, whatever else stands beside it. */
const SHA256 = /(?:^|,)[ \t]*sha-256=:([A-Za-z0-9+/]{43}=):[ \t]*(?=,|$)/;

/**
 * What a body must be, by its signed digest. Without one it must be empty.
 * @throws Refusal `signature-malformed` for a digest that is none, or none that is understood.
 */
export function bodyCheck(headers: Headers): (body: Uint8Array) => void {
  const field = headers.get(CONTENT_DIGEST);
  if (field === null) return (body) => requireDigest(body);
  const expected = digestIn(field);
  return (body) => {
    const actual = createHash('sha256').update(body).digest();
    if (!timingSafeEqual(actual, expected)) throw mismatch('The body is not the one that was signed.');
  };
}

function digestIn(field: string): Buffer {
  const encoded = SHA256.exec(field)?.[1];
  if (encoded === undefined) throw malformed(`${CONTENT_DIGEST} holds a sha-256 digest: sha-256=:…: (RFC 9530).`);
  return Buffer.from(encoded, 'base64');
}

function requireDigest(body: Uint8Array): void {
  if (body.byteLength > 0) throw mismatch(`A request with a body carries a signed ${CONTENT_DIGEST}.`);
}

/** 401, and not 400: the request as it was meant may well be good, and is to be signed and sent again. */
function mismatch(detail: string): Refusal {
  return refuse('digest-mismatch', 401, 'The body does not fit its signature.', detail);
}
