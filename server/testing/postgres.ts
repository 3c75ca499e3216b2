import { randomBytes } from 'node:crypto';
import { inject, onTestFinished } from 'vitest';
import { ask, databaseOn } from './ask-postgres.ts';
import './postgres-setup.ts';

/** The URL of an empty database on the PostgreSQL for tests. It goes when the test is over. */
export async function emptyDatabase(): Promise<string> {
  return await makeDatabase('');
}

/** The same of one that a store has been opened in, so that the next that is opened there finds its tables. */
export async function migratedDatabase(): Promise<string> {
  return await makeDatabase(`TEMPLATE ${await told(inject('postgresTemplate'))}`);
}

async function makeDatabase(how: string): Promise<string> {
  const admin = await told(inject('postgresUrl'));
  const name = `backhaul_test_${randomBytes(6).toString('hex')}`;
  await ask(admin, `CREATE DATABASE ${name} ${how}`);
  onTestFinished(() => ask(admin, `DROP DATABASE ${name} WITH (FORCE)`).then(() => undefined));
  return databaseOn(admin, name);
}

async function told(address: string): Promise<string> {
  const response = await fetch(address);
  const text = await response.text();
  if (!response.ok) throw new Error(`There is no PostgreSQL for tests: ${text}`);
  return text;
}
