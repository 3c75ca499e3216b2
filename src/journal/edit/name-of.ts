import type { JournalContext } from '../context.ts';
import type { EntryRow } from '../store/rows.ts';
import { openedOrNothing } from './opened.ts';

/** A collection's name, by one of its dirty entries; nothing when none of them can be opened. */
export async function nameOf(context: JournalContext, collection: string, entry: string): Promise<string | undefined> {
  const known = context.names.known(collection);
  if (known !== undefined) return known;
  const [row] = (await context.store.read([entry])).rows;
  return (await nameIn(context, row)) ?? (await nameInAny(context, await context.store.dirtyIn(collection)));
}

async function nameInAny(context: JournalContext, rows: readonly EntryRow[]): Promise<string | undefined> {
  for (const row of rows) {
    const name = await nameIn(context, row);
    if (name !== undefined) return name;
  }
  return undefined;
}

async function nameIn({ account, names }: JournalContext, row: EntryRow | undefined): Promise<string | undefined> {
  const plain = row && (await openedOrNothing(account, row));
  if (plain !== undefined) await names.collection(plain.collection);
  return plain?.collection;
}
