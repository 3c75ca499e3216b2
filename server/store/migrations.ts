import { type Kysely, type Migration, type MigrationProvider, Migrator } from 'kysely';

/** What a byte string is called where the tables are made. */
export type BytesType = 'blob' | 'bytea';

/**
 * Brings a database to this version's tables. Migrations only ever go forward, each name is later in the alphabet than the
 * one before it, and one that was released is never edited.
 * @throws what the database or the migrator says; nothing of a failed migration remains.
 */
export async function migrate<Schema>(database: Kysely<Schema>, bytes: BytesType): Promise<void> {
  const { error } = await new Migrator({ db: database, provider: migrations(bytes) }).migrateToLatest();
  if (error !== undefined) throw error;
}

function migrations(bytes: BytesType): MigrationProvider {
  return { getMigrations: async () => ({ '0001-settings': { up: (database) => createTables(database, bytes) } }) };
}

async function createTables(database: Parameters<Migration['up']>[0], bytes: BytesType): Promise<void> {
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
