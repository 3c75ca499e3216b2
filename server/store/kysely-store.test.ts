import { join } from 'node:path';
import { Kysely } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { KyselyStore } from './kysely-store.ts';
import { migrate } from './migrations.ts';
import { isSqliteUnavailable, openSqlite, SqliteImmediateDialect } from './sqlite.ts';
import { StorageUnavailableError } from './store.ts';
import type { Tables } from './tables.ts';

const LARGE = { ...valueEntry('large', 1), value: new Uint8Array(1_000_000) };
const WHOLE = { since: 0, entries: 10, bytes: 1000 };

/** A store whose disk is soon full. */
async function openSmall() {
  const sqlite = openSqlite(join(await temporaryDirectory(), 'small.sqlite'), 1);
  const database = new Kysely<Tables>({ dialect: new SqliteImmediateDialect(sqlite) });
  await migrate(database, 'blob');
  const store = new KyselyStore({ database, isUnavailable: isSqliteUnavailable, close: () => database.destroy() });
  onTestFinished(() => store.close());
  sqlite.pragma('max_page_count = 40');
  return store;
}

it('fails a transaction as a whole when the disk is full in an attempt, whatever its work makes of that', async () => {
  const store = await openSmall();
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
