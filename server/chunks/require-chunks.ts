import { type ChunkId, type Entry, problem } from '../../src/protocol/index.ts';
import { Refusal, refuse } from '../handler/refusal.ts';
import type { AccountTransaction, ChunkHead } from '../store/store.ts';

/** The most chunks that the entries of one delta name. */
export const DELTA_LISTS = 4096;
/** The most chunks that are named by chunks which nothing has named before one delta. */
export const DELTA_PIECES = 65_536;
/** The most chunks that one refusal tells to be missing. */
export const MISSING_TOLD = 256;

/**
 * That all is there that entries refer to which are about to be put: the chunks that they name, and those that these name.
 * @throws Refusal `chunks-missing`, `body-too-large` for too many, or `invalid-body` when a chunk that is named by one names others.
 */
export async function requireChunks({ chunks }: AccountTransaction, entries: readonly Entry[]): Promise<void> {
  const named = distinct(entries.flatMap(listsOf));
  if (named.length === 0) return;
  if (named.length > DELTA_LISTS) throw tooMany(`The entries of a delta name at most ${DELTA_LISTS} chunks.`);
  const lists = await chunks.findHeads(named);
  // Of what is in use all is there already.
  const pieces = distinct(lists.flatMap(({ refs, uses }) => (uses > 0 ? [] : refs)));
  if (pieces.length > DELTA_PIECES) throw tooMany(`The values of a delta have at most ${DELTA_PIECES} new chunks.`);
  const found = await chunks.findHeads(pieces);
  refuseNested(found);
  refuseMissing(distinct([...without(named, lists), ...without(pieces, found)]));
}

function listsOf({ id, isTombstone, chunks = [] }: Entry): readonly ChunkId[] {
  if (!isTombstone || chunks.length === 0) return chunks;
  throw refuse(
    'invalid-body',
    400,
    'The delta is not as it should be.',
    `${JSON.stringify(id)}: A tombstone has no chunks.`,
  );
}

function distinct(ids: readonly ChunkId[]): readonly ChunkId[] {
  return [...new Set(ids)];
}

function without(ids: readonly ChunkId[], heads: readonly ChunkHead[]): readonly ChunkId[] {
  const there = new Set(heads.map(({ id }) => id));
  return ids.filter((id) => !there.has(id));
}

function refuseMissing(missing: readonly ChunkId[]): void {
  if (missing.length === 0) return;
  const detail = 'Send the chunks that are "missing", and then the delta again.';
  const told = missing.slice(0, MISSING_TOLD);
  throw new Refusal({ ...problem('chunks-missing', 409, 'Chunks of a value are missing.', detail), missing: told });
}

/** Two levels, so that what a chunk is used by can be counted without following it. */
function refuseNested(pieces: readonly ChunkHead[]): void {
  const nested = pieces.find(({ refs }) => refs.length > 0);
  if (nested === undefined) return;
  const detail = `The chunk ${nested.id} is named by another one and names others itself: only a chunk that an entry names does.`;
  throw refuse('invalid-body', 400, 'The chunks are not as they should be.', detail);
}

function tooMany(detail: string): Refusal {
  return refuse('body-too-large', 413, 'The delta is too large.', detail);
}
