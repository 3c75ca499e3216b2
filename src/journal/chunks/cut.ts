import type { ChunkId } from '../../protocol/index.ts';
import type { Bounds } from './chunk-sizes.ts';
import type { Gear } from './gear.ts';

/** What a number of 32 bits can be, and how many bytes one of the gear's depends on: each is shifted out after so many. */
const RANGE = 2 ** 32;
const WINDOW = 32;

/**
 * Where the chunk that begins at `start` ends: after the first bytes, from the smallest length on, whose gear hash (Xia et al.,
 * "Ddelta", 2014) is below a limit. It depends on the last 32 bytes alone, so that a change moves no cut but those next to it.
 */
export function chunkEnd(content: Uint8Array, start: number, gear: Gear, bounds: Bounds): number {
  const last = Math.min(start + bounds.largest, content.length);
  const first = start + bounds.smallest;
  const limit = limitOf(bounds);
  let hash = 0;
  for (let at = Math.max(start, first - WINDOW); at < last; at += 1) {
    hash = ((hash << 1) + (gear[content[at] ?? 0] ?? 0)) | 0;
    if (at + 1 >= first && hash >>> 0 < limit) return at + 1;
  }
  return last;
}

const DIGITS = 8;

/** Where the list that begins at `start` ends: ids are as good as random, and one below a limit ends its list. */
export function listEnd(ids: readonly ChunkId[], start: number, bounds: Bounds): number {
  const last = Math.min(start + bounds.largest, ids.length);
  const limit = limitOf(bounds);
  for (let at = start + bounds.smallest - 1; at < last; at += 1) {
    if (Number.parseInt(ids[at]?.slice(0, DIGITS) ?? '', 16) < limit) return at + 1;
  }
  return last;
}

function limitOf({ smallest, average }: Bounds): number {
  return RANGE / (average - smallest + 1);
}
