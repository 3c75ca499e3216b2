import { CHUNK_SIZES, type ChunkSizes } from '../chunks/chunk-sizes.ts';
import type { Value } from '../journal.ts';

/** So small that a value of a few hundred bytes is in chunks. */
export const SIZES: ChunkSizes = {
  ...CHUNK_SIZES,
  whole: 64,
  chunk: { smallest: 16, average: 48, largest: 128 },
  list: { smallest: 2, average: 4, largest: 8 },
};

const LARGE = 5;
const LINES = 40;

/** Half of the numbers stand for large values, which have most of their chunks in common. */
export function valueFor(number: number): Value {
  if (number < LARGE) return number;
  return Array.from({ length: LINES }, (_, line) => (line === number ? 'another line' : `the line ${line}`));
}
