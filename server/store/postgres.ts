import pg from 'pg';
import { UnsafeIntegerError } from './postgres-errors.ts';

/** How long things may take, in milliseconds; 0 is for ever. */
export interface PostgresTimeouts {
  /** Until there is a connection: a free one of the pool, or a new one. */
  readonly connection: number;
  /** One statement, at the server. The client gives up a little later, for a server that is gone without a word. */
  readonly statement: number;
  /** Waiting for another transaction, of the same account for example. */
  readonly lock: number;
  /** A transaction in which nothing happens, so that a process that hangs does not lock an account for ever. */
  readonly idleInTransaction: number;
}

export const TIMEOUTS: PostgresTimeouts = {
  connection: 5000,
  statement: 15_000,
  lock: 5000,
  idleInTransaction: 15_000,
};

/** A migration may take as long as it takes, and the processes that start beside it wait for it. */
export const MIGRATION_TIMEOUTS: PostgresTimeouts = { ...TIMEOUTS, statement: 0, lock: 0, idleInTransaction: 0 };

export interface PostgresSettings {
  readonly url: string;
  readonly timeouts: PostgresTimeouts;
}

/** How much longer than the server the client waits. */
const GRACE = 4 / 3;
const KEEP_ALIVE_AFTER = 10_000;

/** A connection or each connection of a pool. Its `created` must be called once it is connected. */
export function clientConfig({ url, timeouts }: PostgresSettings): pg.ClientConfig {
  return {
    connectionString: url,
    fallback_application_name: 'backhaul',
    connectionTimeoutMillis: timeouts.connection,
    query_timeout: Math.ceil(timeouts.statement * GRACE),
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER,
    types: { getTypeParser },
  };
}

/** Connections that are set up as the store needs them. None that breaks, in use or not, takes the process with it. */
export function openPool(settings: PostgresSettings, max: number): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(settings), max, onConnect: (client) => setUp(client, settings.timeouts) });
  pool.on('error', ignore);
  return pool;
}

async function setUp(client: pg.ClientBase, timeouts: PostgresTimeouts): Promise<void> {
  // Whoever uses the connection learns of its end from the statement that fails; without a listener the process would end.
  client.on('error', ignore);
  await client.query(setUpStatement(timeouts));
}

/** Whatever the server's own defaults are. A commit that waits for a standby to apply it too is left to do so. */
function setUpStatement({ statement, lock, idleInTransaction }: PostgresTimeouts): string {
  return `
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') <> 'remote_apply';
    SET default_transaction_isolation = 'read committed';
    SET statement_timeout = ${statement};
    SET lock_timeout = ${lock};
    SET idle_in_transaction_session_timeout = ${idleInTransaction};
  `;
}

/** A `bigint` is a number here. */
function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new UnsafeIntegerError(`${text} is too large for a number.`);
  return value;
}

const getTypeParser: typeof pg.types.getTypeParser = (type, format) =>
  type === pg.types.builtins.INT8 && format !== 'binary' ? parseInteger : pg.types.getTypeParser(type, format);

export function ignore(): void {}
