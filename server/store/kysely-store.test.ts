import { join } from 'node:path';
import { Kysely } from 'kysely';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { LocalAnnouncer } from './announcer.ts';
import { GroupCommit } from './group-commit.ts';
import { KyselyStore } from './kysely-store.ts';
import { migrate } from './migrations.ts';
import { isSqliteUnavailable, openSqlite, SqliteImmediateDialect } from './sqlite.ts';
import { StorageUnavailableError } from './store.ts';
import type { Tables } from './tables.ts';
import { entriesTopic } from './topics.ts';

const LARGE = { ...valueEntry('large', 1), value: new Uint8Array(1_000_000) };
const WHOLE = { since: 0, entries: 10, bytes: 1000 };

async function openStore() {
  const sqlite = openSqlite(join(await temporaryDirectory(), 'small.sqlite'), 1);
  const database = new Kysely<Tables>({ dialect: new SqliteImmediateDialect(sqlite) });
  await migrate(database, 'blob');
  const announcer = new LocalAnnouncer();
  const commits = new GroupCommit(database, isSqliteUnavailable);
  const store = new KyselyStore({
    database,
    inTransaction: (_, work) => commits.run(work),
    isUnavailable: isSqliteUnavailable,
    announcer,
    close: () => database.destroy(),
  });
  onTestFinished(() => store.close());
  return { sqlite, store };
}

it('fails a transaction as a whole when the disk is full in an attempt, whatever its work makes of that', async () => {
  const { sqlite, store } = await openStore();
  sqlite.pragma('max_page_count = 40');
  const errors: unknown[] = [];
  const failing = store.transact(ALICE, async (transaction) => {
    await transaction.attempt(() => transaction.putEntries([valueEntry('before', 1, 1)]));
    await transaction.attempt(() => transaction.putEntries([LARGE])).catch((error) => errors.push(error));
    await transaction.putEntries([valueEntry('after', 1, 1)]).catch((error) => errors.push(error));
  });
  await expect(failing).rejects.toBeInstanceOf(StorageUnavailableError);
  expect(errors).toEqual([expect.any(StorageUnavailableError), expect.any(StorageUnavailableError)]);
  expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [], cursor: 0, more: false });
  await store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('again', 1, 1)]));
  expect((await store.changes(ALICE, WHOLE)).cursor).toBe(1);
});

it('announces nothing of a transaction whose commit fails', async () => {
  const { sqlite, store } = await openStore();
  const heard: number[] = [];
  store.watch(entriesTopic(ALICE), (cursor) => heard.push(cursor));
  const execute = sqlite.exec.bind(sqlite);
  const spy = vi.spyOn(sqlite, 'exec').mockImplementation((statement) => {
    if (statement === 'COMMIT') throw new RangeError('at the commit');
    return execute(statement);
  });
  const put = () => store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('a', 1, 1)]));
  await expect(put()).rejects.toThrow(new RangeError('at the commit'));
  expect(heard).toEqual([]);
  spy.mockRestore();
  await put();
  expect(heard).toEqual([1]);
});

it('says of a page during which an entry moved behind it that there is more', async () => {
  const { sqlite, store } = await openStore();
  const [a, b, c] = ['a', 'b', 'c'].map((id) => valueEntry(id, 1, 1));
  await store.transact(ALICE, (transaction) => transaction.putEntries([a, b, c].flatMap((entry) => entry ?? [])));
  const prepare = sqlite.prepare.bind(sqlite);
  const spy = vi.spyOn(sqlite, 'prepare').mockImplementation((statement) => {
    // The second of the two queries of a page.
    if (!/"cursor" <= /.test(statement)) return prepare(statement);
    spy.mockRestore();
    sqlite.exec(`UPDATE entries SET cursor = 4 WHERE id = 'b'; UPDATE accounts SET cursor = 4`);
    return prepare(statement);
  });
  expect(await store.changes(ALICE, WHOLE)).toEqual({ entries: [a, c], cursor: 3, more: true });
  expect(await store.changes(ALICE, { ...WHOLE, since: 3 })).toEqual({ entries: [b], cursor: 4, more: false });
});
