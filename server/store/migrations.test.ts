import { join } from 'node:path';
import { Kysely, Migrator, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { ask } from '../testing/ask-postgres.ts';
import { emptyDatabase } from '../testing/postgres.ts';
import { ALICE, BOB, clockAt, tombstone, valueEntry } from '../testing/samples.ts';
import { HOME, WORK } from '../testing/space-samples.ts';
import { inSpace } from '../testing/spaces-contract.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { migrationsFor } from './migrations.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openSqlite, SqliteImmediateDialect } from './sqlite.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';
import { membershipsTopic } from './topics.ts';
import { NOTHING, sumOf, USAGE_OF_NAME, usageOf, usageOfTombstone } from './usage.ts';

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

/** As the version before has left it: Bob has used two invites to a space, which Alice made, and has left another. */
const SHARED = `
  INSERT INTO accounts (account, cursor) VALUES ('${ALICE}', 0), ('${BOB}', 0);
  INSERT INTO spaces (space, cursor) VALUES ('${HOME}', 9), ('${WORK}', 3);
  INSERT INTO members (space, account, role, joined_at, joined, changed) VALUES
    ('${HOME}', '${ALICE}', 'owner', 1, 1, 1), ('${HOME}', '${BOB}', 'member', 8, 8, 8),
    ('${WORK}', '${ALICE}', 'owner', 1, 1, 1), ('${WORK}', '${BOB}', 'gone', 2, 2, 3);
  INSERT INTO invite_uses VALUES
    ('${HOME}', 'one', '${BOB}'), ('${HOME}', 'two', '${BOB}'), ('${WORK}', 'one', '${BOB}');
`;

async function sharedInSqlite(): Promise<Store> {
  const directory = await temporaryDirectory();
  const sqlite = openSqlite(join(directory, 'backhaul.sqlite'), 1);
  const database = new Kysely<unknown>({ dialect: new SqliteImmediateDialect(sqlite) });
  await new Migrator({ db: database, provider: migrationsFor('blob') }).migrateTo('0008-no-values-in-records');
  sqlite.exec(SHARED);
  await database.destroy();
  return await openSqliteStore({ directory });
}

async function sharedInPostgres(): Promise<Store> {
  const url = await emptyDatabase();
  const pool = new pg.Pool({ connectionString: url });
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  await new Migrator({ db: database, provider: migrationsFor('bytea') }).migrateTo('0008-no-values-in-records');
  await ask(url, SHARED);
  await database.destroy();
  return await openPostgresStore({ url });
}

it.each([
  ['SQLite', sharedInSqlite],
  ['PostgreSQL', sharedInPostgres],
])('keeps who is in a space in %s, and knows all that has to be known of who has left', async (_, open) => {
  const store = await open();
  onTestFinished(() => store.close());
  expect(await store.spaces.listMembers(WORK)).toEqual([{ account: ALICE, role: 'owner', joinedAt: 1 }]);
  expect(await store.spaces.listOf(BOB)).toEqual([{ space: HOME, role: 'member', joinedAt: 8, cursor: 9 }]);
  const usages = [ALICE, BOB].map((account) => store.transact(account, async (transaction) => transaction.usage));
  expect(await Promise.all(usages)).toEqual([NOTHING, sumOf(new Array(3).fill(USAGE_OF_NAME))]);
  const heard: number[] = [];
  store.watch(membershipsTopic(BOB), (cursor) => heard.push(cursor));
  await inSpace(store, ALICE, ({ members }) => members.add({ account: BOB, role: 'member', joinedAt: 9 }), WORK);
  await expect.poll(() => heard).toEqual([8 + 3 + 1]);
});

it('counts what accounts held already', async () => {
  const directory = await temporaryDirectory();
  await writtenByFirstVersion(directory);
  const store = await openSqliteStore({ directory });
  onTestFinished(() => store.close());
  const usage = await store.transact(ALICE, async (transaction) => transaction.usage);
  expect(usage).toEqual(sumOf([usageOf(2), usageOfTombstone(0), usageOf(0)]));
});
