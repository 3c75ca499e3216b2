/** Where a server takes many requests in one. */
export const BATCH_PATH = '/v1/batch';

/** What one batch may hold at most, at any server that keeps to this protocol. */
export const BATCH_ITEMS = 1_000;

type Headers = Readonly<Record<string, string>>;

/**
 * One request of a batch, positional, since a batch holds many: its idempotency key, its lane (items with the same number
 * are done in their order; `null` asks for none), method, path with query on the same origin, headers, body.
 */
export type BatchItem = readonly [
  key: string,
  lane: number | null,
  method: string,
  path: string,
  headers: Headers,
  body: Uint8Array | null,
];

/** The answer to one item: status, headers, body. `null` for an item that was passed over and had no effect. */
export type BatchAnswerItem = readonly [status: number, headers: Headers, body: Uint8Array] | null;

/** 408 and 429 say "later" (RFC 9110, RFC 6585), 425 "not as early data" (RFC 8470). */
const LATER = new Set([408, 425, 429]);

/** Whether a status asks for the same request again, later. 507 does not, until the person asks (RFC 4918): the account is full. */
export function isForLater(status: number): boolean {
  return (status >= 500 && status !== 507) || LATER.has(status);
}

/** Whether the rest of a lane waits behind an item with this status: it is not settled yet. */
export function stopsLane(status: number): boolean {
  return status === 401 || isForLater(status);
}
