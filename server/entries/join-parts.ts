import {
  type Entry,
  type EntryInParts,
  isInParts,
  type PartId,
  problem,
  type SentEntry,
} from '../../src/protocol/index.ts';
import { Refusal, refuse } from '../handler/refusal.ts';
import type { AccountTransaction, StoredPart } from '../store/store.ts';

/** The most bytes of one value that came in parts. */
export const VALUE_LIMIT = 16 * 1024 * 1024;
/** The most bytes of all values of one delta that came in parts. */
export const VALUES_LIMIT = 4 * VALUE_LIMIT;
/** The most parts of one delta. */
export const DELTA_PARTS = 4096;

/**
 * The delta with every value whole. The parts that it names are used up.
 * @throws Refusal `parts-missing` when some have not been sent, `body-too-large` when the whole would be.
 */
export async function joinParts(
  transaction: AccountTransaction,
  delta: readonly SentEntry[],
): Promise<readonly Entry[]> {
  const inParts = delta.filter(isInParts);
  const ids = namedBy(inParts);
  checkSizes(inParts, await sizesOf(transaction, ids));
  const parts = byId(await transaction.findParts(ids));
  await transaction.removeParts(ids);
  return delta.map((entry) => (isInParts(entry) ? joined(entry, parts) : entry));
}

function namedBy(entries: readonly EntryInParts[]): readonly PartId[] {
  const ids = [...new Set(entries.flatMap(({ parts }) => parts))];
  if (ids.length > DELTA_PARTS) throw tooLarge(`A delta names at most ${DELTA_PARTS} parts.`);
  return ids;
}

async function sizesOf(transaction: AccountTransaction, ids: readonly PartId[]): Promise<ReadonlyMap<PartId, number>> {
  const sizes = new Map((await transaction.findPartSizes(ids)).map(({ id, size }) => [id, size]));
  const missing = ids.filter((id) => !sizes.has(id));
  if (missing.length === 0) return sizes;
  const detail = 'Send the parts that are "missing", and then the delta again.';
  throw new Refusal({ ...problem('parts-missing', 409, 'Parts of a value are missing.', detail), missing });
}

/** A value may name one part many times, so that little that was sent could become more than there is memory. */
function checkSizes(entries: readonly EntryInParts[], sizes: ReadonlyMap<PartId, number>): void {
  const totals = entries.map(({ parts }) => parts.reduce((total, id) => total + (sizes.get(id) ?? 0), 0));
  if (totals.some((total) => total > VALUE_LIMIT)) throw tooLarge(`A value has at most ${VALUE_LIMIT} bytes.`);
  if (totals.reduce((sum, total) => sum + total, 0) > VALUES_LIMIT) {
    throw tooLarge(`The values of a delta that come in parts have at most ${VALUES_LIMIT} bytes together.`);
  }
}

function joined({ parts: ids, ...head }: EntryInParts, parts: ReadonlyMap<PartId, Uint8Array>): Entry {
  const pieces = ids.flatMap((id) => parts.get(id) ?? []);
  return { ...head, value: new Uint8Array(Buffer.concat(pieces)) };
}

function byId(parts: readonly StoredPart[]): ReadonlyMap<PartId, Uint8Array> {
  return new Map(parts.map(({ id, bytes }) => [id, bytes]));
}

function tooLarge(detail: string): Refusal {
  return refuse('body-too-large', 413, 'The delta is too large.', detail);
}
