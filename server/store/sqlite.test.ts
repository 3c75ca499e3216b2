import { join } from 'node:path';
import { Kysely } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { isSqliteUnavailable, openSqlite, SqliteImmediateDialect } from './sqlite.ts';

interface Things {
  things: { content: Uint8Array };
}

async function openThings() {
  const sqlite = openSqlite(join(await temporaryDirectory(), 'things.sqlite'), 1);
  const database = new Kysely<Things>({ dialect: new SqliteImmediateDialect(sqlite) });
  onTestFinished(() => database.destroy());
  await database.schema.createTable('things').addColumn('content', 'blob').execute();
  const put = (bytes: number) =>
    database.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('things')
        .values({ content: Uint8Array.of(1) })
        .execute();
      await transaction
        .insertInto('things')
        .values({ content: new Uint8Array(bytes) })
        .execute();
    });
  return { sqlite, database, put };
}

it('syncs every commit to the disk', async () => {
  const { sqlite } = await openThings();
  expect(sqlite.pragma('synchronous')).toEqual([{ synchronous: 2 }]);
  expect(sqlite.pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(sqlite.pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
});

it('tells a full disk as unavailable, keeps nothing of that transaction, and goes on', async () => {
  const { sqlite, database, put } = await openThings();
  sqlite.pragma('max_page_count = 8');
  await expect(put(1_000_000)).rejects.toSatisfy(isSqliteUnavailable);
  sqlite.pragma('max_page_count = 4000');
  await put(1_000_000);
  expect(await database.selectFrom('things').select('content').execute()).toHaveLength(2);
});

it('tells our own mistakes from trouble with the database', async () => {
  const { sqlite } = await openThings();
  const mistake = (statement: string) => {
    try {
      return sqlite.exec(statement);
    } catch (error) {
      return error;
    }
  };
  expect(mistake('SELECT * FROM nothing')).not.toSatisfy(isSqliteUnavailable);
  sqlite.exec('CREATE TABLE single (id INTEGER PRIMARY KEY); INSERT INTO single VALUES (1)');
  expect(mistake('INSERT INTO single VALUES (1)')).not.toSatisfy(isSqliteUnavailable);
  expect(isSqliteUnavailable(new TypeError('not of the database'))).toBe(false);
});
