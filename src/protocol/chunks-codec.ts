import * as v from 'valibot';
import {
  CHUNK_BYTES,
  CHUNKS_SENT,
  type Chunk,
  chunkIdOf,
  chunkIdsFromBytes,
  chunkIdsToBytes,
  MOST_CHUNK_REFS,
} from './chunks.ts';
import { decodeCbor, encodeCbor } from './codec.ts';

const FORMAT = 1;
const ID_BYTES = 16;

/** Positional CBOR: `[1, [[id (16 bytes), sealed bytes, ids that it names (16 bytes each)], …]]`, sent and answered. */
export function encodeChunks(chunks: readonly Chunk[]): Uint8Array<ArrayBuffer> {
  return encodeCbor([
    FORMAT,
    chunks.map(({ id, bytes, refs }) => [chunkIdsToBytes([id]), bytes, chunkIdsToBytes(refs)]),
  ]);
}

/** @throws MalformedBodyError for bytes that are no CBOR. @throws ValiError for CBOR that is no chunks. */
export function decodeChunks(bytes: Uint8Array): readonly Chunk[] {
  return chunksOf(decodeCbor(bytes));
}

/** What was decoded already, as chunks. @throws ValiError */
export function chunksOf(decoded: unknown): readonly Chunk[] {
  const [, chunks] = v.parse(chunksSchema, decoded, { abortEarly: true });
  return chunks.map(([id, bytes, refs]) => ({ id, bytes, refs }));
}

const bytesSchema = v.instance(Uint8Array, 'A chunk is a byte string.');

/** What `PUT /v1/accounts/{account}/chunks` takes, and what `GET` answers. Each id at most once. */
export const chunksSchema = v.strictTuple([
  v.literal(FORMAT, `This is no body of format ${FORMAT}.`),
  v.pipe(
    v.array(
      v.strictTuple([
        v.pipe(
          bytesSchema,
          v.length(ID_BYTES, 'A chunk is named by 16 bytes.'),
          v.transform((id) => chunkIdOf(id)),
        ),
        v.pipe(
          bytesSchema,
          v.minLength(1, 'A chunk is not empty.'),
          v.maxLength(CHUNK_BYTES, `A chunk has at most ${CHUNK_BYTES} bytes.`),
        ),
        v.pipe(
          bytesSchema,
          v.maxLength(ID_BYTES * MOST_CHUNK_REFS, `A chunk names at most ${MOST_CHUNK_REFS} others.`),
          v.check(({ length }) => length % ID_BYTES === 0, 'A chunk is named by 16 bytes.'),
          v.transform((ids) => chunkIdsFromBytes(ids)),
        ),
      ]),
    ),
    v.maxLength(CHUNKS_SENT, `There are at most ${CHUNKS_SENT} chunks in one request.`),
    v.check((chunks) => new Set(chunks.map(([id]) => id)).size === chunks.length, 'A chunk stands twice.'),
  ),
]);
