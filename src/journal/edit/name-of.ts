import type { JournalContext } from '../context.ts';
import { openedOrNothing } from './opened.ts';

/** A collection's name, by one of its entries; nothing when that one cannot be opened. */
export async function nameOf(
  { account, names, store }: JournalContext,
  collection: string,
  entry: string,
): Promise<string | undefined> {
  const known = names.known(collection);
  if (known !== undefined) return known;
  const [row] = (await store.read([entry])).rows;
  const plain = row && (await openedOrNothing(account, row));
  if (plain !== undefined) await names.collection(plain.collection);
  return plain?.collection;
}
