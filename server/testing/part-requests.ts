import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { IDEMPOTENCY_KEY, type PartId, partIdSchema, partPath } from '../../src/protocol/index.ts';
import { ORIGIN } from './open-handler.ts';
import { ALICE } from './samples.ts';

export const OCTETS = 'application/octet-stream';

export function partIdOf(bytes: Uint8Array): PartId {
  const digest = createHash('sha256').update(bytes).digest();
  return v.parse(partIdSchema, digest.subarray(0, 16).toString('base64url'));
}

/** A request that puts a part for Alice, under its own name, unless told otherwise. */
export function putRequest(
  key: string,
  bytes: Uint8Array<ArrayBuffer>,
  id = partIdOf(bytes),
  account = ALICE,
): Request {
  const headers = { 'Content-Type': OCTETS, [IDEMPOTENCY_KEY]: key };
  return new Request(`${ORIGIN}${partPath(account, id)}`, { method: 'PUT', body: bytes, headers });
}
