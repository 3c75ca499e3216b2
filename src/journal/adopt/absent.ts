import { openedOrNothing } from '../edit/opened.ts';
import type { EntryRow } from '../store/rows.ts';
import type { Adoption } from './adoption.ts';
import { AdoptError } from './errors.ts';
import type { Examined } from './examine.ts';
import { groupsOf } from './groups.ts';

/** What the source had before and has not now, if its absence means anything. @throws AdoptError `source-empty` */
export async function* absent(adoption: Adoption, seen: ReadonlySet<string>): AsyncGenerator<readonly Examined[]> {
  const { source, sourceId, marks } = adoption;
  if (source.absence === undefined) return;
  const missing = (await marks.entries(sourceId)).filter((entry) => !seen.has(entry));
  for await (const ids of groupsOf(missing)) {
    const gone = await examineAbsent(adoption, ids);
    const isEmptied = seen.size === 0 && gone.length > 0;
    if (isEmptied && source.absence !== 'all-deleted') throw new AdoptError('source-empty', { source: source.name });
    yield gone;
  }
}

/** Of those that are not known to be absent. */
async function examineAbsent(
  { context, marks, sourceId }: Adoption,
  ids: readonly string[],
): Promise<readonly Examined[]> {
  const known = await marks.read(sourceId, ids);
  const missing = ids.flatMap((id, place) => {
    const mark = known[place];
    const isKnown = mark?.content === null && mark.offered === undefined;
    return mark === undefined || isKnown ? [] : [{ id, mark }];
  });
  const { rows } = await context.store.read(missing.map(({ id }) => id));
  const forgotten = missing.filter((_, place) => rows[place] === undefined);
  await marks.write(sourceId, new Map(forgotten.map(({ id }) => [id, undefined])));
  const examined = missing.map(async ({ id, mark }, place): Promise<readonly Examined[]> => {
    const names = await namesOf({ context }, rows[place]);
    if (names === undefined) return [];
    return [{ kind: 'examined', id, mark, mine: null, version: null, change: { ...names, isDeleted: true } }];
  });
  return (await Promise.all(examined)).flat();
}

/** The journal knows what a mark's entry is called; one that cannot be opened waits. */
async function namesOf({ context }: Pick<Adoption, 'context'>, row: EntryRow | undefined) {
  const plain = row && (await openedOrNothing(context.account, row));
  return plain && { collection: plain.collection, key: plain.key };
}
