import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { expect, test } from 'vitest';
import { indexedDbJournalStore } from '../../store/indexed-db-journal-store.ts';
import { clockAt } from '../../testing/clocks.ts';
import { indexedDbMarkStore } from './indexed-db-mark-store.ts';
import { markStoreContract } from './mark-store-contract.ts';
import { memoryMarkStore } from './memory-mark-store.ts';

const newName = () => `journal-${crypto.randomUUID()}`;

async function ofNewJournal() {
  const name = newName();
  await indexedDbJournalStore(name).state();
  return { name, marks: indexedDbMarkStore(name) };
}

markStoreContract('marks in memory', async () => memoryMarkStore());
markStoreContract('marks in IndexedDB', async () => (await ofNewJournal()).marks);

test('marks go with the journal, and make it not again', async () => {
  const { name, marks } = await ofNewJournal();
  await marks.write('source', new Map([['a', { content: 'one', version: null }]]));
  await deleteDB(name);
  await expect(marks.entries('source')).rejects.toMatchObject({ code: 'storage-unavailable' });
  expect((await indexedDB.databases()).map((database) => database.name)).not.toContain(name);
});

test('a mark that cannot be read is none', async () => {
  const { name, marks } = await ofNewJournal();
  const database = await openDB(name);
  await database.put('marks', { content: 7 }, ['source', 'a']);
  database.close();
  expect(await marks.read('source', ['a'])).toEqual([undefined]);
});

test('a journal of the first version has its entries still, and takes marks', async () => {
  const name = newName();
  const old = await openDB(name, 1, {
    upgrade: (database) => {
      const entries = database.createObjectStore('entries', { keyPath: 'id' });
      entries.createIndex('collection', 'collection');
      entries.createIndex('dirty', ['dirty', 'clock']);
      database.createObjectStore('losers', { keyPath: 'id' });
      database.createObjectStore('broken', { keyPath: 'id' });
      database.createObjectStore('state');
    },
  });
  const row = { id: 'a', collection: 'one', clock: clockAt(1), isTombstone: false, value: new Uint8Array(1) };
  await old.put('entries', { state: 'clean', ...row });
  old.close();
  const journal = indexedDbJournalStore(name);
  expect((await journal.inCollection('one')).map(({ id }) => id)).toEqual(['a']);
  await indexedDbMarkStore(name).write('source', new Map([['a', { content: 'one', version: null }]]));
  expect(await indexedDbMarkStore(name).entries('source')).toEqual(['a']);
});
