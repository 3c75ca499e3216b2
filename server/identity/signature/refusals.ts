import { problem } from '../../../src/protocol/index.ts';
import { Refusal, refuse } from '../../handler/refusal.ts';

/** A 401 names a scheme (RFC 9110, section 11.6.1). What is asked for exactly depends on the request: see `accept-signature.ts`. */
const ASKING = { 'WWW-Authenticate': 'Signature realm="backhaul"' };

export function missing(): Refusal {
  return refuse('signature-missing', 401, 'The request is not signed.', 'Sign it as Accept-Signature says.', ASKING);
}

export function malformed(detail: string): Refusal {
  return refuse('signature-malformed', 401, 'The signature is not as it should be.', detail, ASKING);
}

export function unfit(): Refusal {
  const detail =
    'Its method, host, path, query, digest, media type and idempotency key must arrive as they were signed.';
  return refuse('signature-invalid', 401, 'The signature does not fit the request.', detail, ASKING);
}

export function replayed(): Refusal {
  const detail = 'Each attempt is signed anew, with a nonce of its own.';
  return refuse('signature-replayed', 401, 'This signature was used before.', detail, ASKING);
}

/** Tells the server's time, by which a client can correct its own. */
export function stale(seconds: number): Refusal {
  const detail = 'Correct the time of the signature by "now", which is in milliseconds since 1970.';
  const told = problem('signature-stale', 401, 'The signature is not of this time.', detail);
  return new Refusal({ ...told, now: seconds * 1000 }, ASKING);
}

export function unknownDevice(): Refusal {
  const detail = 'Register it with PUT /v1/accounts/{account}/devices/{device}, signed by the account’s key.';
  return refuse('device-unknown', 401, 'The account has no such device.', detail, ASKING);
}

export function wrongHost(): Refusal {
  return refuse('wrong-host', 421, 'This server is known by another host.', 'Ask the host that this was meant for.');
}
