/** Bounds of what is cut off at a time. Between the smallest and the largest the content decides. */
export interface Bounds {
  readonly smallest: number;
  readonly average: number;
  readonly largest: number;
}

/** How values are cut. Whoever cuts otherwise shares fewer chunks, and reads the same. */
export interface ChunkSizes {
  /** Bytes of content: what has no more stays within its entry. */
  readonly whole: number;
  /** Bytes of content in one chunk. */
  readonly chunk: Bounds;
  /** Chunks in one list. */
  readonly list: Bounds;
}

/**
 * A list removed from a state of 2 MB and a counter changed send 12.9 KB with chunks of 4 KB on average, 17.8 with 8 KB, and the
 * first upload is 1.08 of the whole deflated, or 1.05 (`npm run bench -- chunks`): what is cut is CBOR, which deflates less well
 * than JSON. Below 32 KB the lists would cost what the chunks save.
 */
export const CHUNK_SIZES: ChunkSizes = {
  whole: 32 * 1024,
  chunk: { smallest: 1024, average: 4 * 1024, largest: 16 * 1024 },
  list: { smallest: 8, average: 32, largest: 128 },
};
