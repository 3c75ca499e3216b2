import { type ChunkId, chunkIdOf } from '../../protocol/index.ts';
import { encodeValue } from '../value/value-codec.ts';

const ID_BYTES = 16;

/** A piece of a value, or a list of pieces. */
export type ChunkKind = 'piece' | 'list';

/**
 * What a chunk is called: the first 16 bytes of the HMAC-SHA-256 of the CBOR of `['backhaul/chunk', kind, epoch, content]`. The
 * same content has the same name on every device of the account, and in no other.
 */
export async function chunkId(
  blinding: CryptoKey,
  kind: ChunkKind,
  epoch: number,
  content: Uint8Array<ArrayBuffer>,
): Promise<ChunkId> {
  const digest = await crypto.subtle.sign('HMAC', blinding, encodeValue(['backhaul/chunk', kind, epoch, content]));
  return chunkIdOf(new Uint8Array(digest, 0, ID_BYTES));
}

/** Each once, in the order in which they first stand. */
export function distinct(ids: readonly ChunkId[]): readonly ChunkId[] {
  return [...new Set(ids)];
}
