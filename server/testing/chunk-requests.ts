import * as v from 'valibot';
import {
  CBOR,
  type Chunk,
  type ChunkId,
  chunkIdSchema,
  chunksPath,
  type Entry,
  encodeChunks,
  IDEMPOTENCY_KEY,
} from '../../src/protocol/index.ts';
import { ORIGIN } from './open-handler.ts';
import { ALICE, valueEntry } from './samples.ts';

export const CHUNKS = `${ORIGIN}${chunksPath(ALICE)}`;

export function chunkIdAt(number: number): ChunkId {
  return v.parse(chunkIdSchema, number.toString(16).padStart(32, '0'));
}

/** A piece, or with names a list, whose bytes are as many as its number says, and one. */
export function chunkAt(number: number, ...refs: readonly number[]): Chunk {
  return { id: chunkIdAt(number), bytes: new Uint8Array(number + 1).fill(number), refs: refs.map(chunkIdAt) };
}

/** An entry whose value is in chunks. */
export function entryInChunks(id: string, time: number, ...lists: readonly number[]): Entry {
  return { ...valueEntry(id, time, 1), chunks: lists.map(chunkIdAt) };
}

/** A request that puts chunks for Alice. */
export function putChunks(key: string, ...chunks: readonly Chunk[]): Request {
  const headers = { 'Content-Type': CBOR, [IDEMPOTENCY_KEY]: key };
  return new Request(CHUNKS, { method: 'PUT', body: encodeChunks(chunks), headers });
}

/** A request for Alice's chunks. */
export function getChunks(...numbers: readonly number[]): Request {
  return new Request(`${CHUNKS}?ids=${numbers.map(chunkIdAt).join(',')}`);
}
