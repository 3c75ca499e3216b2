import { Kysely, PostgresDialect, sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { ask } from '../testing/ask-postgres.ts';
import { emptyDatabase } from '../testing/postgres.ts';
import { openPool, type PostgresTimeouts, TIMEOUTS } from './postgres.ts';
import { isPostgresUnavailable } from './postgres-errors.ts';
import { GuardedPool } from './postgres-pool.ts';

interface Things {
  things: { id: number; large: number };
}

/** Over a pool of two connections, unless told otherwise. */
async function openThings(timeouts: Partial<PostgresTimeouts> = {}, { url = '', poolSize = 2 } = {}) {
  const place = url || (await emptyDatabase());
  const pool = openPool({ url: place, timeouts: { ...TIMEOUTS, ...timeouts } }, poolSize);
  const database = new Kysely<Things>({ dialect: new PostgresDialect({ pool: new GuardedPool(pool) }) });
  onTestFinished(() => database.destroy());
  await sql`create table if not exists things (id integer primary key, large bigint not null default 0)`.execute(
    database,
  );
  const failureOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);
  return { url: place, pool, database, failureOf };
}

const add = (database: Kysely<Things>, id: number, large = 0) =>
  database.insertInto('things').values({ id, large }).execute();

it('sets up each connection, whatever the defaults of the database are', async () => {
  const { url, pool } = await openThings();
  for (const setting of [
    'synchronous_commit = off',
    "default_transaction_isolation = 'serializable'",
    'statement_timeout = 0',
    'lock_timeout = 0',
    'idle_in_transaction_session_timeout = 0',
  ]) {
    await ask(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET ${setting}`);
  }
  const { database } = await openThings({}, { url });
  const show = async (name: string) =>
    (await sql<{ value: string }>`select current_setting(${name}) as value`.execute(database)).rows[0]?.value;
  expect(await show('synchronous_commit')).toBe('on');
  expect(await show('transaction_isolation')).toBe('read committed');
  expect(await show('statement_timeout')).toBe('15s');
  expect(await show('lock_timeout')).toBe('5s');
  expect(await show('idle_in_transaction_session_timeout')).toBe('15s');
  expect(pool.totalCount).toBeLessThanOrEqual(2);
});

it('leaves a commit that waits for a standby to apply it as it is', async () => {
  const { url } = await openThings();
  await ask(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = remote_apply`);
  const { database } = await openThings({}, { url });
  const { rows } = await sql`select current_setting('synchronous_commit') as value`.execute(database);
  expect(rows).toEqual([{ value: 'remote_apply' }]);
});

it('reads a bigint as a number, and refuses one that a number cannot hold', async () => {
  const { database, failureOf } = await openThings();
  await add(database, 1, Number.MAX_SAFE_INTEGER);
  expect(await database.selectFrom('things').select('large').execute()).toEqual([{ large: Number.MAX_SAFE_INTEGER }]);
  await sql`update things set large = large + 1`.execute(database);
  const error = await failureOf(database.selectFrom('things').select('large').execute());
  expect(error).toMatchObject({ name: 'UnsafeIntegerError' });
  expect(isPostgresUnavailable(error)).toBe(false);
  expect(await database.selectFrom('things').select('id').execute()).toEqual([{ id: 1 }]);
});

it('tells our own mistakes from trouble with the database', async () => {
  const { database, failureOf } = await openThings();
  await add(database, 1);
  expect(await failureOf(add(database, 1))).not.toSatisfy(isPostgresUnavailable);
  expect(await failureOf(sql`select nonsense`.execute(database))).not.toSatisfy(isPostgresUnavailable);
  expect(isPostgresUnavailable(new TypeError('not of the database'))).toBe(false);
  for (const state of ['53100', '53300', '57P03', '58030', '40001', '25006', 'XX001']) {
    const told = sql`do ${sql.lit(`begin raise exception using errcode = '${state}'; end`)}`.execute(database);
    expect(await failureOf(told), state).toSatisfy(isPostgresUnavailable);
  }
});

it('ends a statement that takes too long', async () => {
  const { database, failureOf } = await openThings({ statement: 50 });
  expect(await failureOf(sql`select pg_sleep(60)`.execute(database))).toMatchObject({ code: '57014' });
});

it('waits for a lock only so long, and ends a transaction in which nothing happens', async () => {
  const { url, database, failureOf } = await openThings({ lock: 50 });
  await add(database, 1);
  const slow = await openThings({ idleInTransaction: 300 }, { url });
  const holding = slow.database.transaction().execute(async (transaction) => {
    await sql`update things set large = 2`.execute(transaction);
    expect(await failureOf(sql`update things set large = 3`.execute(database))).toMatchObject({ code: '55P03' });
    await expect
      .poll(() => failureOf(sql`update things set large = 3`.execute(database)), { timeout: 5000 })
      .toBe(undefined);
    await sql`update things set large = 4`.execute(transaction);
  });
  expect(await failureOf(holding)).toSatisfy(isPostgresUnavailable);
  expect(await database.selectFrom('things').select('large').execute()).toEqual([{ large: 3 }]);
});

it('resolves a deadlock as trouble of the database, for one of the two', async () => {
  const { database, failureOf } = await openThings();
  await Promise.all([add(database, 1), add(database, 2)]);
  let arrived = 0;
  const update = (first: number, second: number) =>
    database.transaction().execute(async (transaction) => {
      await transaction.updateTable('things').set({ large: first }).where('id', '=', first).execute();
      arrived += 1;
      await expect.poll(() => arrived).toBe(2);
      await transaction.updateTable('things').set({ large: first }).where('id', '=', second).execute();
    });
  const failures = await Promise.all([failureOf(update(1, 2)), failureOf(update(2, 1))]);
  const failed = failures.filter((failure) => failure !== undefined);
  expect(failed).toHaveLength(1);
  expect(failed[0]).toSatisfy(isPostgresUnavailable);
});

it('says that the database is unavailable when every connection is taken for too long', async () => {
  const { database, failureOf } = await openThings({ connection: 100 }, { poolSize: 1 });
  await database.connection().execute(async () => {
    expect(await failureOf(sql`select 1`.execute(database))).toSatisfy(isPostgresUnavailable);
  });
  expect(await failureOf(sql`select 1`.execute(database))).toBeUndefined();
});

it('does not take a rollback for a commit, when a statement has failed and nobody said so', async () => {
  const { database, failureOf } = await openThings({}, { poolSize: 1 });
  const swallowing = (statement: string, then: (transaction: Kysely<Things>) => Promise<unknown> = async () => null) =>
    database.transaction().execute(async (transaction) => {
      await add(transaction, 1);
      await sql
        .raw(statement)
        .execute(transaction)
        .catch(() => undefined);
      await then(transaction);
    });
  const mistake = await failureOf(swallowing('select nonsense'));
  expect(mistake).toMatchObject({ name: 'RolledBackError' });
  expect(mistake).not.toSatisfy(isPostgresUnavailable);
  const trouble = `do 'begin raise exception using errcode = ''40001''; end'`;
  expect(await failureOf(swallowing(trouble))).toSatisfy(isPostgresUnavailable);
  const goingOn = swallowing(trouble, (transaction) => add(transaction, 2));
  expect(await failureOf(goingOn)).toSatisfy(isPostgresUnavailable);
  expect(await database.selectFrom('things').selectAll().execute()).toEqual([]);
});

it('lends no connection on which a transaction is still open, or that was lost in use', async () => {
  const { url, database, pool, failureOf } = await openThings({}, { poolSize: 1 });
  await database.connection().execute(async (connection) => {
    await sql`begin`.execute(connection);
    await add(connection, 1);
  });
  expect(await database.selectFrom('things').selectAll().execute()).toEqual([]);
  const lost = database.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: number }>`select pg_backend_pid() as id`.execute(transaction);
    await add(transaction, 2);
    await ask(url, 'SELECT pg_terminate_backend($1)', [rows[0]?.id]);
    await add(transaction, 3);
  });
  expect(await failureOf(lost)).toSatisfy(isPostgresUnavailable);
  expect(await database.selectFrom('things').selectAll().execute()).toEqual([]);
  expect(pool.totalCount).toBe(1);
});
