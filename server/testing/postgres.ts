import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import './postgres-setup.ts';

/** The URL of an empty database on the PostgreSQL for tests. It goes when the test is over. */
export async function emptyDatabase(): Promise<string> {
  const admin = await postgresUrl();
  const name = `backhaul_test_${randomBytes(6).toString('hex')}`;
  await ask(admin, `CREATE DATABASE ${name}`);
  onTestFinished(() => ask(admin, `DROP DATABASE ${name} WITH (FORCE)`).then(() => undefined));
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

/** One statement over a connection of its own. */
export async function ask(url: string, statement: string, parameters: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'test' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement, parameters)).rows;
  } finally {
    await client.end();
  }
}

async function postgresUrl(): Promise<string> {
  const response = await fetch(inject('postgresAsk'));
  const text = await response.text();
  if (!response.ok) throw new Error(`There is no PostgreSQL for tests: ${text}`);
  return text;
}
