import type { ChunkSizes } from './chunks/chunk-sizes.ts';
import type { CodecOf, ValueCodec } from './journal.ts';

/** How values become bytes, and these chunks. */
export interface ContentRules {
  readonly codecOf: CodecOf;
  /** All that can be opened, by their names. */
  readonly codecs: readonly ValueCodec[];
  readonly sizes: ChunkSizes;
}
