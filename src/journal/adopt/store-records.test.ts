import 'fake-indexeddb/auto';
import { type IDBPDatabase, openDB, unwrap } from 'idb';
import { expect, test } from 'vitest';
import { storeRecords } from './store-records.ts';

async function filled(rows: number) {
  const database = await openDB(`app-${crypto.randomUUID()}`, 1, {
    upgrade: (made) => made.createObjectStore('notes'),
  });
  const transaction = database.transaction('notes', 'readwrite');
  for (let place = 0; place < rows; place += 1) void transaction.store.put(`text ${place}`, place);
  await transaction.done;
  return database;
}

async function read(database: IDBPDatabase) {
  const found: unknown[] = [];
  const toRecords = (value: unknown, key: IDBValidKey) =>
    typeof value === 'string' ? [{ collection: 'notes', key: String(key), value }] : [];
  for await (const record of storeRecords(database, 'notes', toRecords)) found.push(record);
  return found;
}

test.each([0, 1, 31, 32, 33, 100])('all of %d rows are read, in the order of their keys', async (rows) => {
  const database = await filled(rows);
  const expected = Array.from({ length: rows }, (_, place) => ({
    collection: 'notes',
    key: String(place),
    value: `text ${place}`,
  }));
  expect(await read(database)).toEqual(expected);
});

test('a row may be several records, or none', async () => {
  const database = await filled(2);
  await database.put('notes', 7, 2);
  expect(await read(database)).toHaveLength(2);
});

test('whoever reads may take its time, and write meanwhile', async () => {
  const database = await filled(64);
  let count = 0;
  for await (const { key } of storeRecords(database, 'notes', (_row, key) => [
    { collection: 'notes', key: String(key), value: null },
  ])) {
    await database.put('notes', 'changed', Number(key));
    count += 1;
  }
  expect(count).toBe(64);
});

test('a database that nobody has wrapped does, too', async () => {
  const database = await filled(40);
  let count = 0;
  for await (const _ of storeRecords(unwrap(database), 'notes', () => [{ collection: 'notes', key: 'a', value: 1 }])) {
    count += 1;
  }
  expect(count).toBe(40);
});

test('a store that there is not is an error', async () => {
  const database = await filled(1);
  const records = storeRecords(database, 'none', () => []);
  await expect(records.next()).rejects.toMatchObject({ name: 'NotFoundError' });
});
