import { type Recut, recut } from '../chunks/recut.ts';
import type { JournalContext } from '../context.ts';
import { openedOrNothing } from '../edit/opened.ts';
import { sameBytes } from '../edit/same-bytes.ts';
import { HEADS } from '../heads/names.ts';
import { sealEntry } from '../seal/seal-entry.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import { dirtyRow, type EntryRow } from '../store/rows.ts';
import { isPast } from './is-past.ts';

/** A row, and what is to stand in its place: the same version, under the newest key. */
export interface Again {
  readonly collection: string;
  readonly before: EntryRow;
  readonly after: EntryRow;
  /** Writes its chunks. Gives whether all are here then. */
  readonly keep: Recut['keep'];
}

/** Those of the rows that are sealed under keys of the past, sealed once more. What cannot be opened stays as it is. */
export async function sealAgain(
  context: JournalContext,
  rows: readonly (EntryRow | undefined)[],
): Promise<readonly Again[]> {
  const { account } = context;
  const again = rows.map(async (row): Promise<readonly Again[]> => {
    const opened = row && (await isPast(account, row)) ? await openedOrNothing(account, row) : undefined;
    if (opened?.collection === HEADS) return []; // Heads are made anew.
    const cut = opened && (await recut(context, opened));
    if (row === undefined || cut === undefined) return [];
    const { plain, keep } = cut;
    const entry = await sealEntry(account, plain, row.clock);
    const after = row.state === 'dirty' ? { ...row, ...entry } : dirtyRow(entry, row.collection, row);
    return [{ collection: plain.collection, before: row, after, keep }];
  });
  return (await Promise.all(again)).flat();
}

/** Writes those whose rows are still as they were. Gives the rows that were written. */
export async function putAgain(draft: JournalDraft, all: readonly Again[]): Promise<readonly EntryRow[]> {
  const now = await draft.get(all.map(({ before }) => before.id));
  const written: EntryRow[] = [];
  for (const [place, { before, after, keep }] of all.entries()) {
    const row = now[place];
    if (row?.state !== before.state || !sameBytes(row.value, before.value) || !(await keep(draft))) continue;
    draft.put(after);
    written.push(after);
  }
  return written;
}
