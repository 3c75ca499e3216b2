import { type Migration, sql } from 'kysely';
import type { BytesType } from './bytes-type.ts';

type AnyDatabase = Parameters<Migration['up']>[0];

export async function createChunks({ schema }: AnyDatabase, bytes: BytesType): Promise<void> {
  await schema.alterTable('entries').addColumn('chunks', bytes).execute();
  await schema
    .alterTable('accounts')
    .addColumn('unused_chunks', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema
    .createTable('chunks')
    .addColumn('account', 'text', (column) => column.notNull().references('accounts.account'))
    .addColumn('chunk', 'text', (column) => column.notNull())
    .addColumn('uses', 'bigint', (column) => column.notNull())
    .addColumn('unused_since', 'bigint')
    .addColumn('is_new', 'integer', (column) => column.notNull())
    .addColumn('refs', bytes, (column) => column.notNull())
    .addColumn('bytes', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('chunks_primary', ['account', 'chunk'])
    .execute();
  await schema
    .createIndex('chunks_to_collect')
    .on('chunks')
    .columns(['account', 'unused_since'])
    .where(sql.ref('uses'), '=', 0)
    .execute();
}
