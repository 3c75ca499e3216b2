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
 * A small change of a 2 MB state costs 11 KB with chunks of 8 KB on average, and not less with smaller ones; larger ones cost
 * more (measured: docs/journal.md). Below 32 KB the lists would cost what the chunks save.
 */
export const CHUNK_SIZES: ChunkSizes = {
  whole: 32 * 1024,
  chunk: { smallest: 2 * 1024, average: 8 * 1024, largest: 32 * 1024 },
  list: { smallest: 8, average: 32, largest: 128 },
};
