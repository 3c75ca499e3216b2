import { resolve } from 'node:path';
import type { PostgresStoreOptions } from './postgres-store.ts';
import type { SqliteStoreOptions } from './sqlite-store.ts';
import type { Store } from './store.ts';

/** Which of the two it is to be. */
export interface StorePlace {
  readonly dataDirectory: string;
  /** Of a PostgreSQL: then the directory is not used. */
  readonly databaseUrl?: string | undefined;
}

export interface OpenStore {
  readonly store: Store;
  /** Where the data is kept, for a person to read: an absolute directory, or a PostgreSQL without its password. */
  readonly place: string;
}

/**
 * Loads only the driver that it needs.
 * @throws StoreOpenError when the database cannot be had or used.
 */
export async function openStore({ dataDirectory, databaseUrl }: StorePlace): Promise<OpenStore> {
  if (databaseUrl !== undefined) {
    const { describePostgres, openPostgresStore } = await import('./postgres-store.ts');
    return { store: await openPostgresStore({ url: databaseUrl }), place: describePostgres(databaseUrl) };
  }
  const directory = resolve(dataDirectory);
  return { store: await openSqliteStore({ directory }), place: directory };
}

/** As in `sqlite-store.ts`, whose driver is loaded when this is called. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  return await (await import('./sqlite-store.ts')).openSqliteStore(options);
}

/** As in `postgres-store.ts`, whose driver is loaded when this is called. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  return await (await import('./postgres-store.ts')).openPostgresStore(options);
}
