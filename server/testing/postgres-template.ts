import { randomBytes } from 'node:crypto';
import { openPostgresStore } from '../store/postgres-store.ts';
import { ask, databaseOn } from './ask-postgres.ts';

/** Makes a database with the tables of a store and nothing in them, for others to be copies of. Gives its name. */
export async function makeTemplate(server: string): Promise<string> {
  const name = `backhaul_template_${randomBytes(6).toString('hex')}`;
  await ask(server, `CREATE DATABASE ${name}`);
  await (await openPostgresStore({ url: databaseOn(server, name) })).close();
  return name;
}

export async function dropTemplate(server: string, name: string): Promise<void> {
  await ask(server, `DROP DATABASE ${name} WITH (FORCE)`);
}
