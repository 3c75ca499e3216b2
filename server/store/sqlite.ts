import { type Driver, SqliteDialect, SqliteDriver } from 'kysely';
import Database from 'libsql';
import { PreparedStatements } from './prepared-statements.ts';

/** @throws when the file is no database, or cannot be read and written. */
export function openSqlite(file: string, busyTimeout: number): Database.Database {
  const sqlite = new Database(file);
  try {
    sqlite.pragma(`busy_timeout = ${busyTimeout}`);
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
 * at once, without any waiting, if another has written since.
 */
export class SqliteImmediateDialect extends SqliteDialect {
  readonly #sqlite: Database.Database;

  constructor(sqlite: Database.Database) {
    super({ database: sqlite });
    this.#sqlite = sqlite;
  }

  override createDriver(): Driver {
    return new SqliteImmediateDriver(this.#sqlite);
  }
}

/** With `exec`: a prepared BEGIN that met a lock stays in progress until it is collected, and no COMMIT passes until then. */
class SqliteImmediateDriver extends SqliteDriver {
  readonly #sqlite: Database.Database;

  constructor(sqlite: Database.Database) {
    super({ database: new PreparedStatements(sqlite) });
    this.#sqlite = sqlite;
  }

  override async beginTransaction(): Promise<void> {
    this.#sqlite.exec('BEGIN IMMEDIATE');
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

function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}
