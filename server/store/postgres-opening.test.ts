import { afterEach, expect, it, vi } from 'vitest';
import { ask } from '../testing/ask-postgres.ts';
import { emptyDatabase } from '../testing/postgres.ts';
import { describePostgres, openPostgresStore } from './postgres-store.ts';
import { StoreOpenError } from './store.ts';

afterEach(() => vi.unstubAllEnvs());

const errorOf = (url: string) =>
  openPostgresStore({ url }).then(
    () => new Error('It was opened.'),
    (error: unknown) => error,
  );

/** All that a log could show of it. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), everythingIn(error.cause)].join('\n');
}

it('refuses a database that a newer version has changed, and says what to do', async () => {
  const url = await emptyDatabase();
  await (await openPostgresStore({ url })).close();
  await ask(url, `INSERT INTO kysely_migration VALUES ('9999-future', '2999-01-01')`);
  const error = await errorOf(url);
  expect(error).toBeInstanceOf(StoreOpenError);
  expect(error).toHaveProperty(
    'message',
    expect.stringMatching(
      /^The database in PostgreSQL at .* cannot be used: a newer version .*"9999-future".*run that version/,
    ),
  );
});

it('opens a database again that it has made', async () => {
  const url = await emptyDatabase();
  await (await openPostgresStore({ url })).close();
  await (await openPostgresStore({ url })).close();
});

it.each(['mysql://host/database', 'host', '', 'postgres://user:secret@host:port/database'])(
  'says of "%s" that it is no URL of a PostgreSQL, and nothing of the password',
  async (url) => {
    const error = await errorOf(url);
    expect(error).toBeInstanceOf(StoreOpenError);
    expect(error).toHaveProperty('message', expect.stringMatching(/^The database URL .*DATABASE_URL/));
    expect(everythingIn(error)).not.toMatch(/secret/);
  },
);

it('says why a server cannot be reached, or does not let it in, without the password', async () => {
  const refused = await errorOf('postgres://user:secret@127.0.0.1:1/database');
  expect(refused).toHaveProperty(
    'message',
    expect.stringMatching(/127\.0\.0\.1:1, database database cannot be used: .*ECONNREFUSED/),
  );
  const url = new URL(await emptyDatabase());
  url.username = 'nobody';
  url.password = 'secret';
  const unknown = await errorOf(url.href);
  expect(unknown).toBeInstanceOf(StoreOpenError);
  expect(everythingIn(refused) + everythingIn(unknown)).not.toContain('secret');
});

it.each([
  ['postgres://user:secret@db.example/things', 'PostgreSQL at db.example:5432, database things'],
  ['postgresql://user:secret@db.example:6543/things?sslmode=disable', 'PostgreSQL at db.example:6543, database things'],
  ['postgres://user:secret@/things?host=/run/postgresql', 'PostgreSQL at /run/postgresql, database things'],
])('describes %s without the password', (url, description) => {
  vi.stubEnv('PGPORT', '');
  expect(describePostgres(url)).toBe(description);
});
