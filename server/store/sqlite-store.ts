import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { LocalAnnouncer } from './announcer.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { GroupCommit } from './group-commit.ts';
import { KyselyStore } from './kysely-store.ts';
import { isSqliteUnavailable, openSqlite, SqliteImmediateDialect, whileBusy } from './sqlite.ts';
import { type Store, StoreOpenError } from './store.ts';
import type { Tables } from './tables.ts';

/** The name of the database in its directory. */
export const SQLITE_FILE = 'backhaul.sqlite';

/** How many milliseconds a process that starts waits for others that do, and that may have to migrate first. */
const OPEN_WITHIN = 10_000;

/** `directory` is made when it is missing. `busyTimeout` is how many milliseconds a write waits for another process. */
export interface SqliteStoreOptions {
  readonly directory: string;
  readonly busyTimeout?: number;
}

/**
 * The store in `<directory>/backhaul.sqlite`: one file, no server. A commit is on the disk before it is told.
 * @throws StoreOpenError when the directory or the file cannot be used.
 */
export async function openSqliteStore({ directory, busyTimeout = 2000 }: SqliteStoreOptions): Promise<Store> {
  const file = join(resolve(directory), SQLITE_FILE);
  try {
    await mkdir(resolve(directory), { recursive: true, mode: 0o700 });
    return await whileBusy(OPEN_WITHIN, () => openFile(file, busyTimeout));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreOpenError(`The database ${file} cannot be used: ${reason}.`, { cause });
  }
}

async function openFile(file: string, busyTimeout: number): Promise<Store> {
  const sqlite = openSqlite(file, busyTimeout);
  const database = new Kysely<Tables>({ dialect: new SqliteImmediateDialect(sqlite, busyTimeout) });
  try {
    await bringUpToDate(database, 'blob');
  } catch (error) {
    await database.destroy();
    throw error;
  }
  const commits = new GroupCommit(database, isSqliteUnavailable);
  return new KyselyStore({
    database,
    inTransaction: (_, work) => commits.run(work),
    isUnavailable: isSqliteUnavailable,
    announcer: new LocalAnnouncer(),
    close: () => closeCleanly(),
  });

  async function closeCleanly(): Promise<void> {
    // A statement that is not yet collected keeps the connection half open, so SQLite would not fold the WAL in by itself.
    try {
      await database.connection().execute(async () => sqlite.pragma('wal_checkpoint(TRUNCATE)'));
    } finally {
      await database.destroy();
    }
  }
}
