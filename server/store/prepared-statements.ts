import type { SqliteDatabase, SqliteStatement } from 'kysely';

const KEPT_STATEMENTS = 64;
/** A text is that long when it is for many rows, and then seldom wanted again with just as many. */
const LONGEST_KEPT_TEXT = 2000;

/** A database that prepares what it is asked again and again only once: that is a third of what a small query costs. */
export class PreparedStatements implements SqliteDatabase {
  readonly #sqlite: SqliteDatabase;
  readonly #kept = new Map<string, SqliteStatement>();

  constructor(sqlite: SqliteDatabase) {
    this.#sqlite = sqlite;
  }

  prepare(sql: string): SqliteStatement {
    if (sql.length > LONGEST_KEPT_TEXT) return this.#sqlite.prepare(sql);
    const statement = this.#kept.get(sql) ?? this.#prepareForGood(sql);
    // What was asked for last stands last, so that what stands first can go.
    this.#kept.delete(sql);
    this.#kept.set(sql, statement);
    if (this.#kept.size > KEPT_STATEMENTS) this.#forgetFirst();
    return statement;
  }

  /** Statements that live would keep the connection half open. */
  close(): void {
    this.#kept.clear();
    this.#sqlite.close();
  }

  #prepareForGood(sql: string): SqliteStatement {
    const statement = this.#sqlite.prepare(sql);
    const guard = <Result>(use: () => Result): Result => {
      try {
        return use();
      } catch (error) {
        // One that failed may be in progress still, and is so until it is collected.
        this.#kept.delete(sql);
        throw error;
      }
    };
    return {
      reader: statement.reader,
      all: (parameters) => guard(() => statement.all(parameters)),
      run: (parameters) => guard(() => statement.run(parameters)),
      iterate: (parameters) => this.#sqlite.prepare(sql).iterate(parameters),
    };
  }

  #forgetFirst(): void {
    const [first] = this.#kept.keys();
    if (first !== undefined) this.#kept.delete(first);
  }
}
