import type { Journal } from 'backhaul/journal';
import { isKeyEntry, NAVIGATION, spaceCollection } from '../settings/names.ts';
import { parseSpaces, type SpaceSummary, summaryChange } from '../settings/space-summary.ts';
import type { SaveChanges } from './save-changes.ts';

/** Counts again what there is of these spaces, where the list says otherwise. */
export async function correctFigures(
  journal: Pick<Journal, 'collection'>,
  save: SaveChanges,
  spaces: ReadonlySet<string>,
): Promise<void> {
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
