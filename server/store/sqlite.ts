import { setTimeout as sleep } from 'node:timers/promises';
import { type Driver, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';
import Database from 'libsql';
import { PreparedStatements } from './prepared-statements.ts';

/** SQLite's own waiting for another process holds up everything in this one: it does so for that many milliseconds at most. */
const LONGEST_STANDSTILL = 25;
/** In milliseconds. Of several who wait, each comes at another time. */
const LONGEST_PAUSE = 10;

/**
 * `busyTimeout` is how many milliseconds a single statement waits for another process, within narrow bounds.
 * @throws when the file is no database, or cannot be read and written.
 */
export function openSqlite(file: string, busyTimeout: number): Database.Database {
  const sqlite = new Database(file);
  try {
    sqlite.pragma(`busy_timeout = ${Math.min(busyTimeout, LONGEST_STANDSTILL)}`);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/**
 * Kysely's SQLite, whose transactions take the write lock when they begin: one that reads first and then wants to write fails
 * at once, without any waiting, if another has written since. `busyTimeout` is how many milliseconds they wait for the lock.
 */
export class SqliteImmediateDialect extends SqliteDialect {
  readonly #sqlite: Database.Database;
  readonly #busyTimeout: number;

  constructor(sqlite: Database.Database, busyTimeout = 0) {
    super({ database: sqlite });
    this.#sqlite = sqlite;
    this.#busyTimeout = busyTimeout;
  }

  override createDriver(): Driver {
    return new SqliteImmediateDriver(this.#sqlite, this.#busyTimeout);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/**
 * SQLite can make tables within a transaction, whatever Kysely says. Each migration is done as a whole then, and of several
 * processes that start at once only one migrates.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** With `exec`: a prepared BEGIN that met a lock stays in progress until it is collected, and no COMMIT passes until then. */
class SqliteImmediateDriver extends SqliteDriver {
  readonly #sqlite: Database.Database;
  readonly #busyTimeout: number;

  constructor(sqlite: Database.Database, busyTimeout: number) {
    super({ database: new PreparedStatements(sqlite) });
    this.#sqlite = sqlite;
    this.#busyTimeout = busyTimeout;
  }

  override beginTransaction(): Promise<void> {
    return whileBusy(this.#busyTimeout, async () => void this.#sqlite.exec('BEGIN IMMEDIATE'));
  }

  override async commitTransaction(): Promise<void> {
    this.#sqlite.exec('COMMIT');
  }

  /** SQLite itself rolls back when the disk is full; "no transaction is active" would then hide the reason. */
  override async rollbackTransaction(): Promise<void> {
    if (this.#sqlite.inTransaction) this.#sqlite.exec('ROLLBACK');
  }
}

const OUR_MISTAKES = ['SQLITE_ERROR', 'SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_MISUSE', 'SQLITE_RANGE'];

/** Busy, full, unreadable, corrupt: the database's trouble. A wrong statement or a broken constraint is ours. */
export function isSqliteUnavailable(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && !OUR_MISTAKES.some((mistake) => code === mistake || code.startsWith(`${mistake}_`));
}

/** Tries again, with pauses in which others get on, until another process is done or so many milliseconds have passed. */
export async function whileBusy<Result>(within: number, work: () => Promise<Result>): Promise<Result> {
  const end = performance.now() + within;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (sqliteCode(error)?.startsWith('SQLITE_BUSY') !== true || performance.now() > end) throw error;
      await sleep(1 + Math.random() * LONGEST_PAUSE);
    }
  }
}

function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}
