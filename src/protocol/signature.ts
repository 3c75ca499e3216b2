/**
 * How a request says whose it is: an HTTP Message Signature (RFC 9421) by Ed25519 over the request's head, and over the
 * digest of its body (RFC 9530). What follows is what both sides must agree on.
 */

/** The signature's label in `Signature` and `Signature-Input`, and its `tag`: what it was made for, and nothing else. */
export const SIGNATURE_TAG = 'backhaul';

export const CONTENT_DIGEST = 'Content-Digest';

/** What every signature covers, in this order where it is ours. */
export const SIGNED_ALWAYS = ['@method', '@authority', '@path', '@query'] as const;

/** What a signature covers as well where the request has it. */
export const SIGNED_WHERE_PRESENT = ['content-digest', 'content-type', 'idempotency-key'] as const;

/** Seconds from `created` to `expires` at most. */
export const SIGNATURE_LIFETIME = 300;

/** Seconds that `created` may lie ahead of the server's clock. */
export const SIGNATURE_AHEAD_LIMIT = 30;
