import { compareClocks, type DeltaAnswer, type Entry, type SentEntry } from '../../src/protocol/index.ts';
import { requireChunks } from '../chunks/require-chunks.ts';
import { refuseFormerKeys } from '../epochs/refuse-epoch.ts';
import { refuse } from '../handler/refusal.ts';
import { withoutPruned } from '../pruning/refuse-pruned.ts';
import type { AccountTransaction, EntryHead } from '../store/store.ts';
import { joinParts } from './join-parts.ts';
import { mergeDelta } from './merge.ts';

/** The most bytes of winning values that one answer tells. A single one is told whatever its size. */
export const WINNERS_LIMIT = 8 * 1024 * 1024;

/**
 * Merges a delta into the account. Reads only the stored values that are not older than the delta's: an older one loses
 * whatever it holds.
 * @throws Refusal `parts-missing`, `invalid-body` for values under former keys, `chunks-missing` or what else `requireChunks` says, `tombstones-pruned`, or `body-too-large` when the
 * values are, or the newer ones that would have to be told.
 */
export async function applyDelta(transaction: AccountTransaction, delta: readonly SentEntry[]): Promise<DeltaAnswer> {
  const from = transaction.cursor;
  const entries = await joinParts(transaction, delta);
  refuseFormerKeys(entries, transaction.history.epoch);
  const heads = await transaction.findHeads(entries.map(({ id }) => id));
  const merging = withoutPruned(entries, heads, transaction.history);
  const { changed, winners } = mergeDelta(merging, byId(await findRivals(transaction, merging, heads)));
  await requireChunks(transaction, changed);
  await transaction.putEntries(changed);
  return { from, to: transaction.cursor, winners };
}

async function findRivals(
  transaction: AccountTransaction,
  entries: readonly Entry[],
  heads: readonly EntryHead[],
): Promise<readonly Entry[]> {
  const clocks = new Map(entries.map(({ id, clock }) => [id, clock]));
  const rivals = heads.filter(({ id, clock }) => compareClocks(clock, clocks.get(id) ?? clock) >= 0);
  checkSizes(rivals);
  return await transaction.findEntries(rivals.map(({ id }) => id));
}

function checkSizes(rivals: readonly EntryHead[]): void {
  if (rivals.length < 2 || rivals.reduce((sum, { bytes }) => sum + bytes, 0) <= WINNERS_LIMIT) return;
  throw refuse(
    'body-too-large',
    413,
    'The answer would be too large.',
    `The server holds more than ${WINNERS_LIMIT} bytes of newer values for this delta: read them with GET, or send fewer entries.`,
  );
}

function byId(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}
