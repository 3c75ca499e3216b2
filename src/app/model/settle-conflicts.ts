import type { Journal, Loser } from 'backhaul/journal';
import { CURRENT_KEY, isKeyEntry, NAVIGATION, spaceCollection, spaceOf } from '../settings/names.ts';
import { parseSpaces, type SpaceSummary, summaryChange } from '../settings/space-summary.ts';
import type { SaveChanges } from './save-changes.ts';

/**
 * What nobody could decide: which of two new keys of a space is the current one (both are kept, and open what they sealed),
 * and where a space stands in a list.
 */
export function isUndecidable({ collection, key }: Pick<Loser, 'collection' | 'key'>): boolean {
  return collection === NAVIGATION || (spaceOf(collection) !== undefined && key === CURRENT_KEY);
}

/** Lets the later value count, and corrects the figures that two devices have changed apart. */
export async function settleConflicts(
  journal: Pick<Journal, 'losers' | 'keepTheirs' | 'collection'>,
  save: SaveChanges,
): Promise<void> {
  const losers = (await journal.losers()).filter(isUndecidable);
  for (const loser of losers) await journal.keepTheirs(loser);
  const spaces = new Set(
    losers.flatMap(({ collection, key }) => spaceOf(collection === NAVIGATION ? key : collection) ?? []),
  );
  if (spaces.size === 0) return;
  const summaries = parseSpaces(await journal.collection(NAVIGATION).list());
  for (const summary of summaries.filter(({ id }) => spaces.has(id))) {
    const counted = await recounted(journal, summary);
    if (counted.keys !== summary.keys) await save([summaryChange(counted)]);
  }
}

async function recounted(journal: Pick<Journal, 'collection'>, summary: SpaceSummary): Promise<SpaceSummary> {
  const entries = await journal.collection(spaceCollection(summary.id)).list();
  const keys = [...entries].filter(([key]) => isKeyEntry(key));
  const bytes = [...entries.values()].reduce((sum: number, value) => sum + sizeOf(value), 0);
  return { ...summary, keys: keys.length, bytes };
}

/** About as many bytes as the value takes: what the table of spaces shows. */
function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.length;
  if (typeof value === 'string') return value.length;
  if (typeof value === 'object' && value !== null)
    return Object.values(value).reduce((sum: number, part) => sum + sizeOf(part), 0);
  return 1;
}
