import { type Kysely, type Migration, type MigrationProvider, Migrator } from 'kysely';
import { CBOR, encodeDeltaAnswer } from '../../src/protocol/index.ts';
import type { BytesType } from './bytes-type.ts';
import { createChunks } from './chunks-migration.ts';
import { nameHistories } from './history-migration.ts';
import { countMemberships, countUsage, createSpaces } from './spaces-migrations.ts';

export type { BytesType };

/**
 * Brings a database to this version's tables. Migrations only ever go forward, each name is later in the alphabet than the
 * one before it, and one that was released is never edited.
 * @throws what the database or the migrator says; nothing of a failed migration remains.
 */
export async function migrate<Schema>(database: Kysely<Schema>, bytes: BytesType): Promise<void> {
  const { error } = await new Migrator({ db: database, provider: migrationsFor(bytes) }).migrateToLatest();
  if (error !== undefined) throw error;
}

export function migrationsFor(bytes: BytesType): MigrationProvider {
  const steps = {
    '0001-settings': { up: (database: AnyDatabase) => createTables(database, bytes) },
    '0002-tombstones-and-parts': {
      up: async (database: AnyDatabase) => {
        await giveTombstonesBytes(database);
        await createParts(database, bytes);
      },
    },
    '0003-devices': { up: (database: AnyDatabase) => createDevices(database, bytes) },
    '0004-spaces': { up: (database: AnyDatabase) => createSpaces(database, bytes) },
    '0005-usage': { up: countUsage },
    '0006-records-by-age': { up: findRecordsByAge },
    '0008-no-values-in-records': { up: forgetKeptValues },
    '0009-memberships': { up: countMemberships },
    '0010-chunks': { up: (database: AnyDatabase) => createChunks(database, bytes) },
    '0011-histories': { up: (database: AnyDatabase) => nameHistories(database, bytes) },
  };
  return { getMigrations: async () => steps };
}

type AnyDatabase = Parameters<Migration['up']>[0];

async function createTables(database: AnyDatabase, bytes: BytesType): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('accounts')
    .addColumn('account', 'text', (column) => column.primaryKey().notNull())
    .addColumn('cursor', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('entries')
    .addColumn('account', 'text', (column) => column.notNull().references('accounts.account'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('clock', 'text', (column) => column.notNull())
    .addColumn('cursor', 'bigint', (column) => column.notNull())
    .addColumn('value', bytes)
    .addPrimaryKeyConstraint('entries_primary', ['account', 'id'])
    .addUniqueConstraint('entries_by_cursor', ['account', 'cursor'])
    .execute();
  await schema
    .createTable('idempotency')
    .addColumn('account', 'text', (column) => column.notNull().references('accounts.account'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('status', 'integer', (column) => column.notNull())
    .addColumn('content_type', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('body', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_primary', ['account', 'key'])
    .execute();
}

/** Until now a tombstone was an entry without a value. */
async function giveTombstonesBytes(database: AnyDatabase): Promise<void> {
  await database.schema
    .alterTable('entries')
    .addColumn('tombstone', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await database
    .updateTable('entries')
    .set({ tombstone: 1, value: new Uint8Array() })
    .where('value', 'is', null)
    .execute();
}

async function createParts({ schema }: AnyDatabase, bytes: BytesType): Promise<void> {
  await schema
    .createTable('parts')
    .addColumn('account', 'text', (column) => column.notNull().references('accounts.account'))
    .addColumn('part', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('bytes', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('parts_primary', ['account', 'part'])
    .execute();
}

async function createDevices({ schema }: AnyDatabase, bytes: BytesType): Promise<void> {
  await schema
    .alterTable('accounts')
    .addColumn('device_generation', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema
    .createTable('devices')
    .addColumn('account', 'text', (column) => column.notNull().references('accounts.account'))
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('public_key', bytes, (column) => column.notNull())
    .addColumn('registered_at', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .addPrimaryKeyConstraint('devices_primary', ['account', 'device'])
    .execute();
}

async function findRecordsByAge({ schema }: AnyDatabase): Promise<void> {
  await schema.createIndex('idempotency_by_age').on('idempotency').columns(['account', 'created_at']).execute();
}

/** An answer to a delta held the values that had won. What is kept from now on names them. */
async function forgetKeptValues(database: AnyDatabase): Promise<void> {
  await database
    .updateTable('idempotency')
    .set({ body: encodeDeltaAnswer({ from: 0, to: 0, winners: [] }) })
    .where('content_type', '=', CBOR)
    .execute();
}
