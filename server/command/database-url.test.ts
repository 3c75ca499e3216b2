import { expect, it } from 'vitest';
import { emptyDatabase } from '../testing/postgres.ts';
import { runCommand } from './run-command.ts';

/** Runs it until it has said where the data is kept, and gives all that it said. */
async function serveWith(args: readonly string[], environment: Record<string, string>) {
  const stop = new AbortController();
  const said: string[] = [];
  const exitCode = await runCommand({
    args: ['serve', '--port', '0', ...args],
    environment: { LOG_LEVEL: 'silent', ...environment },
    stop: stop.signal,
    print: (line) => {
      said.push(line);
      if (line.startsWith('Data is kept in')) stop.abort();
    },
    printError: (line) => said.push(line),
    log: (line) => said.push(line),
  });
  return { exitCode, said };
}

it.each(['flag', 'variable'])(
  'keeps the data in the PostgreSQL that a %s names, and says so without its password',
  async (how) => {
    const url = await emptyDatabase();
    const { host, pathname, password } = new URL(url);
    const { exitCode, said } = await serveWith(
      how === 'flag' ? ['--database-url', url] : [],
      how === 'flag' ? {} : { DATABASE_URL: url },
    );
    expect(exitCode).toBe(0);
    expect(said).toContain(`Data is kept in PostgreSQL at ${host}, database ${pathname.slice(1)}`);
    expect(password).not.toBe('');
    expect(said.join()).not.toContain(password);
  },
);

it('says in one sentence that a database cannot be had, without its password', async () => {
  const { exitCode, said } = await serveWith(['--database-url', 'postgres://user:secret@127.0.0.1:1/things'], {});
  expect(exitCode).toBe(1);
  expect(said).toEqual([
    expect.stringMatching(/^The database in PostgreSQL at 127\.0\.0\.1:1, database things cannot be used: /),
  ]);
});
