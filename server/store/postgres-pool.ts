import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import {
  isInFailedTransaction,
  NoConnectionError,
  RolledBackError,
  spoilsConnection,
  statementError,
} from './postgres-errors.ts';

type Parameters = readonly unknown[];

/** A pool that lends only connections on which nothing is left over from the one before. */
export class GuardedPool implements PostgresPool {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** @throws NoConnectionError */
  async connect(): Promise<PostgresPoolClient> {
    try {
      const lent: unknown = new LentConnection(await this.#pool.connect());
      return lent as PostgresPoolClient; // But for cursors, which the store has no use for.
    } catch (cause) {
      throw new NoConnectionError('There is no connection to the database.', { cause });
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

/** One connection, for one who borrows it. */
class LentConnection {
  readonly #client: pg.PoolClient;
  #failure: unknown;
  #isSpoiled = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  /** @throws NoConnectionError when the connection is lost, and then at every call, at once. */
  async query(text: string, parameters: Parameters): Promise<pg.QueryResult> {
    if (this.#isSpoiled) throw this.#failure;
    const result = await this.#ask(text, parameters);
    // After a statement that failed, PostgreSQL answers a COMMIT with ROLLBACK, and that is no error to the driver.
    if (text === 'commit' && result.command !== 'COMMIT') {
      throw new RolledBackError('The transaction was rolled back.', { cause: this.#failure });
    }
    return result;
  }

  /** A connection that is spoiled, or still in a transaction, is closed, and the database rolls back. */
  release(): void {
    this.#client.release(this.#isSpoiled || this.#client.getTransactionStatus() !== 'I');
  }

  async #ask(text: string, parameters: Parameters): Promise<pg.QueryResult> {
    try {
      return await this.#client.query(text, [...parameters]);
    } catch (cause) {
      const error = statementError(cause);
      if (isInFailedTransaction(error))
        throw new RolledBackError('The transaction has failed.', { cause: this.#failure });
      this.#failure = error;
      this.#isSpoiled = spoilsConnection(error);
      throw error;
    }
  }
}
