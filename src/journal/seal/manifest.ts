import * as v from 'valibot';
import { type ChunkId, chunkIdsFromBytes, chunkIdsToBytes } from '../../protocol/index.ts';

/** What an entry holds in place of a content that was cut into chunks. */
export interface Manifest {
  /** Bytes of the whole. */
  readonly length: number;
  /** Its SHA-256. */
  readonly hash: Uint8Array<ArrayBuffer>;
  /** Names of the lists that name its chunks, all in their order. */
  readonly lists: readonly ChunkId[];
}

const bytesSchema = v.instance(Uint8Array<ArrayBuffer>);

/** Positional CBOR: `[length, SHA-256, names of 16 bytes each]`. */
export const manifestSchema = v.pipe(
  v.strictTuple([v.pipe(v.number(), v.safeInteger()), bytesSchema, bytesSchema]),
  v.transform(([length, hash, lists]): Manifest => ({ length, hash, lists: chunkIdsFromBytes(lists) })),
);

export function positional({ length, hash, lists }: Manifest) {
  return [length, hash, chunkIdsToBytes(lists)];
}
