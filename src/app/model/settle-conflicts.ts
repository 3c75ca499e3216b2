import type { Journal, Loser } from 'backhaul/journal';
import { CURRENT_KEY, NAVIGATION, spaceOf } from '../settings/names.ts';
import { correctFigures } from './correct-figures.ts';
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
  const spaces = losers.flatMap(({ collection, key }) => spaceOf(collection === NAVIGATION ? key : collection) ?? []);
  await correctFigures(journal, save, new Set(spaces));
}
