import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { bringUpToDate } from './bring-up-to-date.ts';
import { KyselyStore } from './kysely-store.ts';
import { clientConfig, MIGRATION_TIMEOUTS, openPool, type PostgresTimeouts, TIMEOUTS } from './postgres.ts';
import { PostgresAnnouncer } from './postgres-announcer.ts';
import { isPostgresUnavailable } from './postgres-errors.ts';
import { GuardedPool } from './postgres-pool.ts';
import { type Store, StoreOpenError } from './store.ts';
import type { Tables } from './tables.ts';
import { readTopicCursors } from './topic-cursors.ts';
import { Turns } from './turns.ts';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`, with what else libpq takes there, such as `sslmode`. */
  readonly url: string;
  /** Connections for transactions at most; there are a few more that read, and one that listens. 10 unless told. */
  readonly poolSize?: number;
  /** See `TIMEOUTS` for what they are unless told. */
  readonly timeouts?: Partial<PostgresTimeouts>;
  /**
   * Milliseconds between two questions whether the connection that listens lives, and after which news that was lost with
   * another process is made up for at the latest; 10,000 unless told.
   */
  readonly heartbeat?: number;
}

const CHANNEL = 'backhaul';
/** Who asks, and whether the database lives, must be known also while every transaction waits. */
const READING_CONNECTIONS = 4;
const HEARTBEAT = 10_000;
/** News has no time to wait for a slow server: then the next heartbeat brings it. */
const LINE_STATEMENT = 5000;
const BACKOFF = { first: 100, longest: 5000 };

/**
 * The store in a PostgreSQL database that any number of processes may share. A commit is on the server's disk before it is told.
 * The connections must be kept for as long as they are open: a pooler between, such as PgBouncer, must pool sessions.
 * @throws StoreOpenError when the database cannot be had or used.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const place = describePostgres(options.url);
  try {
    await migratePostgres(options.url);
    return await openMigrated(options);
  } catch (cause) {
    throw new StoreOpenError(`The database in ${place} cannot be used: ${reasonOf(cause)}.`, { cause });
  }
}

/**
 * Where the data is kept, for a person to read: without the password.
 * @throws StoreOpenError when it is no URL of a PostgreSQL.
 */
export function describePostgres(url: string): string {
  const { host, port, database } = parse(url);
  return `PostgreSQL at ${host.startsWith('/') ? host : `${host}:${port}`}, database ${database ?? '(unnamed)'}`;
}

/** The error that the parser throws holds the password: it stays here. */
function parse(url: string): pg.Client {
  try {
    if (/^postgres(ql)?:\/\//.test(url)) return new pg.Client({ connectionString: url });
  } catch {}
  const form = 'postgres://user:password@host:5432/database, where special characters are percent-encoded';
  throw new StoreOpenError(`The database URL (--database-url or DATABASE_URL) does not have the form ${form}.`);
}

async function migratePostgres(url: string): Promise<void> {
  const pool = openPool({ url, timeouts: MIGRATION_TIMEOUTS }, 1);
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new GuardedPool(pool) }) });
  try {
    await bringUpToDate(database, 'bytea');
  } finally {
    await database.destroy();
  }
}

async function openMigrated({ url, poolSize = 10, heartbeat = HEARTBEAT, ...options }: PostgresStoreOptions) {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const connect = (connections: number) => {
    const pool = new GuardedPool(openPool({ url, timeouts }, connections));
    return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  };
  const [writing, database] = [connect(poolSize), connect(READING_CONNECTIONS)];
  const turns = new Turns();
  const announcer = new PostgresAnnouncer({
    config: clientConfig({ url, timeouts: { ...timeouts, statement: Math.min(timeouts.statement, LINE_STATEMENT) } }),
    channel: CHANNEL,
    heartbeat,
    backoff: BACKOFF,
    random: Math.random,
    readCursors: (topics) => readTopicCursors(database, topics),
  });
  const disconnect = async () => void (await Promise.all([writing.destroy(), database.destroy()]));
  const close = async () => {
    await announcer.close();
    await disconnect();
  };
  await announcer.open().catch(async (error) => {
    await disconnect();
    throw error;
  });
  return new KyselyStore({
    database,
    inTransaction: (account, work) => turns.take(account, () => writing.transaction().execute(work)),
    isUnavailable: isPostgresUnavailable,
    announcer,
    close,
  });
}

/** Where several addresses were tried, the error of all has no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join(', ');
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined || error.name === 'NewerDatabaseError' ? error.message : reasonOf(error.cause);
}
