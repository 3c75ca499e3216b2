import * as v from 'valibot';

/**
 * Names a chunk of a value where what it holds must not be read: 16 bytes of an HMAC of its content, in hex. Equal content has
 * the same name, so that it is sent once.
 */
export type ChunkId = v.InferOutput<typeof chunkIdSchema>;

export const chunkIdSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{32}$/, 'A chunk is named by 32 lower-case hex digits.'),
  v.brand('ChunkId'),
);

/**
 * A sealed piece of a value, or a sealed list of such pieces. `refs` are the chunks that a list names, in sight of the server, so
 * that it can collect what nothing refers to; none for a piece.
 */
export interface Chunk {
  readonly id: ChunkId;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly refs: readonly ChunkId[];
}

/** Sealed bytes of one chunk at most. */
export const CHUNK_BYTES = 64 * 1024;
/** Chunks that one list names at most. */
export const MOST_CHUNK_REFS = 256;
/** Chunks that an entry names itself at most: 15 MiB in chunks of 1 KiB, in lists of eight. */
export const MOST_ENTRY_CHUNKS = 2_048;
/** Chunks in one request at most, sent or asked for. */
export const CHUNKS_SENT = 1_000;
export const CHUNKS_ASKED = 64;

const ID_BYTES = 16;

/** One id after the other. */
export function chunkIdsToBytes(ids: readonly ChunkId[]): Uint8Array<ArrayBuffer> {
  const digits = ids.join('');
  return Uint8Array.from({ length: ID_BYTES * ids.length }, (_, place) =>
    Number.parseInt(digits.slice(2 * place, 2 * place + 2), 16),
  );
}

/** The ids in bytes whose number is a multiple of 16. */
export function chunkIdsFromBytes(bytes: Uint8Array): readonly ChunkId[] {
  return Array.from({ length: bytes.length / ID_BYTES }, (_, place) =>
    chunkIdOf(bytes.subarray(ID_BYTES * place, ID_BYTES * (place + 1))),
  );
}

/** @throws ValiError for anything but 16 bytes. */
export function chunkIdOf(bytes: Uint8Array): ChunkId {
  return v.parse(chunkIdSchema, [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
}
