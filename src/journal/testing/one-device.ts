import type { Delta } from '../journal.ts';
import { entryId } from '../names/blind-ids.ts';
import { ModelServer } from './model-server.ts';
import { type TestJournal, testJournal } from './test-journal.ts';

/** A device, the server of its account, and another device of that account, with the same time, at every call. */
export async function oneDevice() {
  const mine = await testJournal();
  const server = new ModelServer(() => mine.time.now);
  return { mine, server, another: () => testJournal({ time: mine.time }) };
}

/** The one delta that is to be sent for these collections. */
export async function only(journal: TestJournal['journal'], ...collections: string[]): Promise<Delta> {
  const [delta, ...more] = await journal.delta(collections);
  if (delta === undefined || more.length > 0) throw new Error(`There are ${more.length} more, or none.`);
  return delta;
}

export async function idOf({ account }: TestJournal, collection: string, key: string): Promise<string> {
  return await entryId(account.blinding, collection, key);
}

/** Writes over a value on the device's disk what nobody can open. */
export async function corrupt({ store }: TestJournal, id: string): Promise<void> {
  await store.change(async (draft) => {
    const [row] = await draft.get([id]);
    if (row === undefined) throw new Error(`There is no entry ${id}.`);
    draft.put({ ...row, value: new Uint8Array([1, 2, 3]) });
  });
}

/** Writes a later edit of the one field. */
export async function setBio({ journal, time }: TestJournal, value: string): Promise<void> {
  time.now += 1_000;
  await journal.collection('profile').set('bio', value);
}

export async function bioOf({ journal }: TestJournal): Promise<unknown> {
  return await journal.collection('profile').get('bio');
}
