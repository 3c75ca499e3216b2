import { compareClocks, type Entry, type SettingsAnswer, type SettingsBatch } from '../../src/protocol/index.ts';
import { refuse } from '../handler/refusal.ts';
import type { AccountTransaction, EntryHead } from '../store/store.ts';
import { mergeBatch } from './merge.ts';

/** The most bytes of winning values that one answer tells. */
export const WINNERS_LIMIT = 8 * 1024 * 1024;

/**
 * Merges a batch into the account. Reads only the stored values that are not older than the batch's: an older one loses
 * whatever it holds.
 * @throws Refusal `body-too-large` when the newer values that would have to be told do not fit into one answer.
 */
export async function applyBatch(transaction: AccountTransaction, batch: SettingsBatch): Promise<SettingsAnswer> {
  const rivals = findRivals(batch, await transaction.findHeads(batch.entries.map(({ id }) => id)));
  if (rivals.reduce((sum, { bytes }) => sum + bytes, 0) > WINNERS_LIMIT) throw tooManyWinners();
  const stored = await transaction.findEntries(rivals.map(({ id }) => id));
  const { outcomes, changed } = mergeBatch(batch.entries, byId(stored));
  await transaction.putEntries(changed);
  return { cursor: transaction.cursor, outcomes };
}

function findRivals(batch: SettingsBatch, heads: readonly EntryHead[]): EntryHead[] {
  const clocks = new Map(batch.entries.map(({ id, clock }) => [id, clock]));
  return heads.filter(({ id, clock }) => compareClocks(clock, clocks.get(id) ?? clock) >= 0);
}

function byId(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

function tooManyWinners() {
  return refuse(
    'body-too-large',
    413,
    'The answer would be too large.',
    `The server holds more than ${WINNERS_LIMIT} bytes of newer values for this batch: read them with GET, or send fewer entries.`,
  );
}
