import { text } from 'node:stream/consumers';
import { openStore } from '../store/open-store.ts';
import { StorageUnavailableError } from '../store/store.ts';
import { ALICE, valueEntry } from './samples.ts';

// A process that opens a store as soon as it is told to, saves to it, and prints the cursors that its saves got.
const [place = '', name = '', saves = '0'] = process.argv.slice(2);
await Promise.all([import('../store/sqlite-store.ts'), import('../store/postgres-store.ts')]); // So that all open at once.
console.log('ready');
await text(process.stdin);
const isUrl = place.startsWith('postgres');
const { store } = await openStore({ dataDirectory: place, databaseUrl: isUrl ? place : undefined });
for (let save = 0; save < Number(saves); ) {
  try {
    const cursor = await store.transact(ALICE, async (transaction) => {
      await transaction.putEntries([valueEntry(`${name}-${save}`, 1, save)]);
      return transaction.cursor;
    });
    console.log(cursor);
    save += 1;
  } catch (error) {
    if (!(error instanceof StorageUnavailableError)) throw error;
  }
}
await store.close();
