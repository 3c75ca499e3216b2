import { join } from 'node:path';
import { Kysely, Migrator } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { ALICE, clockAt, tombstone, valueEntry } from '../testing/samples.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { migrationsFor } from './migrations.ts';
import { openSqlite, SqliteImmediateDialect } from './sqlite.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { sumOf, usageOf, usageOfTombstone } from './usage.ts';

/** A database as the first version has left it: a tombstone is an entry without a value. */
async function writtenByFirstVersion(directory: string): Promise<void> {
  const sqlite = openSqlite(join(directory, 'backhaul.sqlite'), 1);
  const database = new Kysely<unknown>({ dialect: new SqliteImmediateDialect(sqlite) });
  await new Migrator({ db: database, provider: migrationsFor('blob') }).migrateTo('0001-settings');
  sqlite.exec(`
    INSERT INTO accounts VALUES ('${ALICE}', 3);
    INSERT INTO entries (account, id, clock, cursor, value) VALUES
      ('${ALICE}', 'value', '${clockAt(1)}', 1, x'00ff'),
      ('${ALICE}', 'gone', '${clockAt(2)}', 2, NULL),
      ('${ALICE}', 'empty', '${clockAt(3)}', 3, x'');
    INSERT INTO idempotency VALUES ('${ALICE}', 'key-00001', 'f00d', 200, 'application/json', 1, x'01');
  `);
  await database.destroy();
}

it('keeps every entry and every record of the first version, and its tombstones stay tombstones', async () => {
  const directory = await temporaryDirectory();
  await writtenByFirstVersion(directory);
  const store = await openSqliteStore({ directory });
  onTestFinished(() => store.close());
  expect(await store.changes(ALICE, { since: 0, entries: 10, bytes: 1000 })).toEqual({
    entries: [valueEntry('value', 1, 0, 255), tombstone('gone', 2), valueEntry('empty', 3)],
    cursor: 3,
    more: false,
  });
  const record = await store.transact(ALICE, (transaction) => transaction.findRecord('key-00001'));
  expect(record?.answer.body).toEqual(Uint8Array.of(1));
  await store.transact(ALICE, (transaction) => transaction.putEntries([tombstone('value', 4, 7)]));
  expect(await store.cursorOf(ALICE)).toBe(4);
});

it('counts what accounts held already', async () => {
  const directory = await temporaryDirectory();
  await writtenByFirstVersion(directory);
  const store = await openSqliteStore({ directory });
  onTestFinished(() => store.close());
  const usage = await store.transact(ALICE, async (transaction) => transaction.usage);
  expect(usage).toEqual(sumOf([usageOf(2), usageOfTombstone(0), usageOf(0)]));
});
