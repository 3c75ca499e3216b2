import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { migratedDirectory } from '../testing/sqlite-place.ts';
import { quickDirectory, temporaryDirectory } from '../testing/temporary-directory.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { StorageUnavailableError, StoreOpenError } from './store.ts';
import { storeContract } from './store-contract.ts';

const openingIn = (directory: string) => () => openSqliteStore({ directory });

storeContract('SQLite', {
  empty: async () => openingIn(await quickDirectory()),
  migrated: async () => openingIn(await migratedDirectory()),
});

it('is unavailable, and then not, when another process holds the write lock', async () => {
  const directory = await temporaryDirectory();
  const store = await openSqliteStore({ directory, busyTimeout: 1 });
  onTestFinished(() => store.close());
  const other = new Database(join(directory, 'backhaul.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  const save = () => store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('a', 1, 1)]));
  await expect(save()).rejects.toBeInstanceOf(StorageUnavailableError);
  await expect(store.check()).resolves.toBeUndefined();
  other.exec('ROLLBACK');
  other.close();
  await expect(save()).resolves.toBeUndefined();
});

it('waits for another connection that writes, and meanwhile the process goes on', async () => {
  const directory = await temporaryDirectory();
  const [store, other] = [await openSqliteStore({ directory }), await openSqliteStore({ directory })];
  onTestFinished(async () => void (await Promise.all([store.close(), other.close()])));
  let goOn: () => void = () => undefined;
  const mayGoOn = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const first = store.transact(ALICE, async (transaction) => {
    await transaction.putEntries([valueEntry('a', 1, 1)]);
    await mayGoOn;
  });
  const second = other.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('b', 1, 1)]));
  setTimeout(goOn, 100);
  await Promise.all([first, second]);
  expect(await other.cursorOf(ALICE)).toBe(2);
});

it('makes the directory, and folds the log into the file when it closes', async () => {
  const directory = join(await temporaryDirectory(), 'not', 'yet');
  const store = await openSqliteStore({ directory });
  await store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('a', 1, 1)]));
  await store.close();
  expect(await readdir(directory)).toContain('backhaul.sqlite');
  const reader = new Database(join(directory, 'backhaul.sqlite'));
  expect(reader.prepare('SELECT account, id, cursor FROM entries').all()).toEqual([
    { account: ALICE, id: 'a', cursor: 1 },
  ]);
  reader.close();
});

it.each([
  ['a file where the directory should be', async (place: string) => writeFile(place, ''), ''],
  ['a file that is no database', async () => undefined, 'garbage'],
])('says that %s cannot be used', async (_, occupy, content) => {
  const directory = join(await temporaryDirectory(), 'data');
  await occupy(directory);
  if (content !== '') {
    await openSqliteStore({ directory }).then((store) => store.close());
    await writeFile(join(directory, 'backhaul.sqlite'), content.repeat(1000));
  }
  await expect(openSqliteStore({ directory })).rejects.toBeInstanceOf(StoreOpenError);
});

it('refuses a database that a newer version has written', async () => {
  const directory = await temporaryDirectory();
  await (await openSqliteStore({ directory })).close();
  const writer = new Database(join(directory, 'backhaul.sqlite'));
  writer.exec("INSERT INTO kysely_migration VALUES ('9999-future', '2999-01-01')");
  writer.close();
  await expect(openSqliteStore({ directory })).rejects.toThrow(/9999-future/);
});

it('lets go of its file when it is closed, though its log cannot be folded in', async () => {
  const store = await openSqliteStore({ directory: await temporaryDirectory() });
  const failing = new Error('The disk is full.');
  const pragma = vi.spyOn(Database.prototype, 'pragma').mockImplementation(() => {
    throw failing;
  });
  onTestFinished(() => pragma.mockRestore());
  const close = vi.spyOn(Database.prototype, 'close');
  onTestFinished(() => close.mockRestore());
  await expect(store.close()).rejects.toBe(failing);
  expect(close).toHaveBeenCalledOnce();
});
