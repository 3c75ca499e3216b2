import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore, SQLITE_FILE } from '../store/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { BackupError } from './backup-error.ts';
import { backupSqlite } from './backup-sqlite.ts';
import { restoreSqlite } from './restore-sqlite.ts';

const WHOLE = { since: 0, entries: 10_000, bytes: 100_000_000 };

async function places() {
  const directory = await temporaryDirectory();
  const [data, other] = [join(directory, 'data'), join(directory, 'other')];
  return { directory, data, other, file: join(directory, 'copy.sqlite') };
}

async function opened(directory: string): Promise<Store> {
  const store = await openSqliteStore({ directory });
  onTestFinished(() => store.close());
  return store;
}

const put = (store: Store, id: string) =>
  store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry(id, 1, ...new Array(1000).fill(7))]));

const idsIn = async (store: Store) => (await store.changes(ALICE, WHOLE)).entries.map(({ id }) => id);

/** A data directory with one entry in it. */
async function withData() {
  const at = await places();
  const store = await openSqliteStore({ directory: at.data });
  await put(store, 'a');
  await store.close();
  return at;
}

/** Saves until it is told to end, and notes what has been acknowledged. */
async function saveUntil(store: Store, hasEnded: () => boolean, acknowledged: string[]): Promise<void> {
  for (let count = 0; !hasEnded(); count += 1) {
    await put(store, `entry-${count}`);
    acknowledged.push(`entry-${count}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a backup', () => {
  it('has all that was acknowledged before it began, whole, though saves go on meanwhile', async () => {
    const { data, other, file } = await places();
    const store = await opened(data);
    const acknowledged: string[] = [];
    let hasEnded = false;
    const saving = saveUntil(store, () => hasEnded, acknowledged);
    await expect.poll(() => acknowledged.length).toBeGreaterThan(100);
    const before = [...acknowledged];
    await backupSqlite({ file, dataDirectory: data });
    const during = acknowledged.length;
    await expect.poll(() => acknowledged.length).toBeGreaterThan(during);
    hasEnded = true;
    await saving;
    await restoreSqlite({ file, dataDirectory: other });
    const ids = await idsIn(await opened(other));
    expect(ids.slice(0, before.length)).toEqual(before);
    expect(acknowledged.slice(0, ids.length)).toEqual(ids);
    const restored = new Database(join(other, SQLITE_FILE));
    onTestFinished(() => void restored.close());
    expect(restored.prepare('PRAGMA integrity_check').raw().all()).toEqual([['ok']]);
  });

  it('gives out no cursor again that was given out after it was made', async () => {
    const { data, other, file } = await places();
    const store = await opened(data);
    for (const id of ['a', 'b']) await put(store, id);
    await backupSqlite({ file, dataDirectory: data });
    for (const id of ['c', 'd', 'e']) await put(store, id);
    const heard = await store.cursorOf(ALICE);
    await restoreSqlite({ file, dataDirectory: other });
    const restored = await opened(other);
    for (const id of ['f', 'g', 'h', 'i']) await put(restored, id);
    const { entries } = await restored.changes(ALICE, { ...WHOLE, since: heard });
    expect(entries.map(({ id }) => id)).toEqual(['f', 'g', 'h', 'i']);
  });

  it('is the beginning of another history for every account', async () => {
    const { data, other, file } = await withData();
    await backupSqlite({ file, dataDirectory: data });
    await restoreSqlite({ file, dataDirectory: other });
    const [before, after] = [await (await opened(data)).history(ALICE), await (await opened(other)).history(ALICE)];
    expect(after).toEqual({ ...before, generation: expect.stringMatching(/^[\w-]{22}$/) });
    expect(after?.generation).not.toBe(before?.generation);
  });

  it('is one file that nobody else may read', async () => {
    const { directory, data, file } = await withData();
    await backupSqlite({ file, dataDirectory: data });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(directory)).sort()).toEqual(['copy.sqlite', 'data']);
  });

  it('overwrites nothing', async () => {
    const { directory, data, file } = await withData();
    await writeFile(file, 'mine');
    await expect(backupSqlite({ file, dataDirectory: data })).rejects.toThrow(/copy\.sqlite is there already/);
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect((await readdir(directory)).sort()).toEqual(['copy.sqlite', 'data']);
  });

  it('of nothing is not made, and neither is the database', async () => {
    const { directory, data, file } = await places();
    const attempt = backupSqlite({ file, dataDirectory: data });
    await expect(attempt).rejects.toBeInstanceOf(BackupError);
    await expect(attempt).rejects.toThrow(/There is no database .*--data/);
    expect(await readdir(directory)).toEqual([]);
  });

  it('is refused where it cannot be written', async () => {
    const { data } = await withData();
    await expect(backupSqlite({ file: '/nowhere/copy', dataDirectory: data })).rejects.toThrow(BackupError);
  });
});

describe('restoring', () => {
  it('overwrites no database, be a server on it or not', async () => {
    const { data, other, file } = await withData();
    await backupSqlite({ file, dataDirectory: data });
    const running = await opened(other);
    await put(running, 'mine');
    for (const dataDirectory of [data, other]) {
      await expect(restoreSqlite({ file, dataDirectory })).rejects.toThrow(/backhaul\.sqlite.* is there already/);
    }
    expect(await idsIn(running)).toEqual(['mine']);
  });

  it.each(['-wal', '-shm'])('begins nothing beside a %s that another database has left', async (suffix) => {
    const { data, other, file } = await withData();
    await backupSqlite({ file, dataDirectory: data });
    await mkdir(other);
    await writeFile(join(other, SQLITE_FILE + suffix), 'left');
    await expect(restoreSqlite({ file, dataDirectory: other })).rejects.toThrow(BackupError);
    expect(await readdir(other)).toEqual([SQLITE_FILE + suffix]);
  });

  it.each([
    ['is not there', async () => undefined, /^There is no file/],
    ['is no database', (file: string) => writeFile(file, 'text'.repeat(1000)), /is no database of Backhaul/],
    ['is empty', (file: string) => writeFile(file, ''), /is no database of Backhaul/],
    [
      'is another program’s',
      async (file: string) => sql(file, 'CREATE TABLE things (a)'),
      /is no database of Backhaul/,
    ],
  ])('takes nothing that %s', async (_, make, message) => {
    const { other, file } = await places();
    await make(file);
    await expect(restoreSqlite({ file, dataDirectory: other })).rejects.toThrow(message);
    expect(await readdir(other).catch(() => [])).toEqual([]);
  });

  it('takes nothing that is damaged', async () => {
    const { data, other, file } = await withData();
    const store = await openSqliteStore({ directory: data });
    for (let count = 0; count < 50; count += 1) await put(store, `entry-${count}`);
    await store.close();
    await backupSqlite({ file, dataDirectory: data });
    await truncate(file, (await stat(file)).size - 3 * 4096);
    await expect(restoreSqlite({ file, dataDirectory: other })).rejects.toThrow(BackupError);
    expect(await readdir(other)).toEqual([]);
  });

  it('takes nothing of a newer version', async () => {
    const { data, other, file } = await withData();
    await backupSqlite({ file, dataDirectory: data });
    sql(file, "INSERT INTO kysely_migration VALUES ('9999-future', '2999-01-01')");
    await expect(restoreSqlite({ file, dataDirectory: other })).rejects.toThrow(/newer version, .*9999-future/);
  });

  it('takes no database that was copied by hand while its log was not folded in', async () => {
    const { data, other, file } = await withData();
    await backupSqlite({ file, dataDirectory: data });
    await writeFile(`${file}-wal`, 'the rest');
    await expect(restoreSqlite({ file, dataDirectory: other })).rejects.toThrow(/not all of its database/);
  });
});

function sql(file: string, statement: string): void {
  const database = new Database(file);
  database.exec(statement);
  database.close();
}
