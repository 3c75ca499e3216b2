import { type Migration, sql } from 'kysely';
import type { BytesType } from './bytes-type.ts';

type AnyDatabase = Parameters<Migration['up']>[0];

/** 88 bits and 82 at random, in 22 characters. */
const RANDOM_NAME = {
  blob: sql`lower(hex(randomblob(11)))`,
  bytea: sql`substr(replace(gen_random_uuid()::text, '-', ''), 1, 22)`,
};

/** From now on an account's row says which history its changes are, under which keys, and what of it was removed. */
export async function nameHistories(database: AnyDatabase, bytes: BytesType): Promise<void> {
  const { schema } = database;
  await schema.alterTable('accounts').addColumn('generation', 'text').execute();
  await sql`update accounts set generation = ${RANDOM_NAME[bytes]}`.execute(database);
  await schema
    .alterTable('accounts')
    .addColumn('epoch', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  for (const column of ['pruned_cursor', 'pruned_at']) {
    await schema
      .alterTable('accounts')
      .addColumn(column, 'bigint', (definition) => definition.notNull().defaultTo(0))
      .execute();
  }
  await schema.alterTable('accounts').addColumn('pruned_clock', 'text').execute();
  await schema
    .createIndex('entries_buried')
    .on('entries')
    .columns(['account', 'cursor'])
    .where(sql.ref('tombstone'), '=', 1)
    .execute();
  await createAccountKeys(database, bytes);
  await noteAcknowledgements(database);
}

async function createAccountKeys({ schema }: AnyDatabase, bytes: BytesType): Promise<void> {
  await schema
    .createTable('account_keys')
    .addColumn('public_key', bytes, (column) => column.primaryKey().notNull())
    .addColumn('account', 'text', (column) => column.notNull().references('accounts.account'))
    .addColumn('epoch', 'integer', (column) => column.notNull())
    .addColumn('keyring', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('account_keys_by_epoch', ['account', 'epoch'])
    .execute();
}

/** A device that was registered before this was noted counts as seen now: it has its time to be seen again. */
async function noteAcknowledgements(database: AnyDatabase): Promise<void> {
  await database.schema
    .alterTable('devices')
    .addColumn('acknowledged', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await database.schema.alterTable('devices').addColumn('seen_at', 'bigint').execute();
  await database.updateTable('devices').set({ seen_at: Date.now() }).execute();
}
