import { type Migration, sql } from 'kysely';
import type { BytesType } from './bytes-type.ts';

type AnyDatabase = Parameters<Migration['up']>[0];

export async function createSpaces(database: AnyDatabase, bytes: BytesType): Promise<void> {
  await database.schema
    .createTable('spaces')
    .addColumn('space', 'text', (column) => column.primaryKey().notNull())
    .addColumn('cursor', 'bigint', (column) => column.notNull())
    .addColumn('is_gone', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await createMembers(database);
  await createInvites(database);
  await createMessages(database, bytes);
}

async function createMembers({ schema }: AnyDatabase): Promise<void> {
  await schema
    .createTable('members')
    .addColumn('space', 'text', (column) => column.notNull().references('spaces.space'))
    .addColumn('account', 'text', (column) => column.notNull().references('accounts.account'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('joined_at', 'bigint', (column) => column.notNull())
    .addColumn('joined', 'bigint', (column) => column.notNull())
    .addColumn('changed', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('members_primary', ['space', 'account'])
    .execute();
  await schema.createIndex('members_by_account').on('members').column('account').execute();
}

async function createInvites({ schema }: AnyDatabase): Promise<void> {
  await schema
    .createTable('invites')
    .addColumn('space', 'text', (column) => column.notNull().references('spaces.space'))
    .addColumn('invite', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('uses', 'bigint')
    .addPrimaryKeyConstraint('invites_primary', ['space', 'invite'])
    .execute();
  await schema
    .createTable('invite_uses')
    .addColumn('space', 'text', (column) => column.notNull().references('spaces.space'))
    .addColumn('invite', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull().references('accounts.account'))
    .addPrimaryKeyConstraint('invite_uses_primary', ['space', 'invite', 'account'])
    .execute();
}

async function createMessages({ schema }: AnyDatabase, bytes: BytesType): Promise<void> {
  await schema
    .createTable('messages')
    .addColumn('space', 'text', (column) => column.notNull().references('spaces.space'))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull().references('accounts.account'))
    .addColumn('device', 'text')
    .addColumn('sent_at', 'bigint', (column) => column.notNull())
    .addColumn('cursor', 'bigint', (column) => column.notNull())
    .addColumn('tombstone', 'integer', (column) => column.notNull())
    .addColumn('body', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('messages_primary', ['space', 'channel', 'message'])
    .addUniqueConstraint('messages_by_cursor', ['space', 'cursor'])
    .execute();
  await schema.createIndex('messages_by_channel').on('messages').columns(['space', 'channel', 'cursor']).execute();
  await schema
    .createIndex('messages_to_read')
    .on('messages')
    .columns(['space', 'channel', 'cursor'])
    .where(sql.ref('tombstone'), '=', 0)
    .execute();
}

/** From now on an account's row says what the account holds. */
export async function countUsage(database: AnyDatabase): Promise<void> {
  for (const column of ['used_bytes', 'used_entries']) {
    await database.schema
      .alterTable('accounts')
      .addColumn(column, 'bigint', (definition) => definition.notNull().defaultTo(0))
      .execute();
  }
  await sql`
    update accounts set
      used_bytes = coalesce((select sum(length(value) + 128) from entries where entries.account = accounts.account), 0)
        + coalesce((select sum(length(bytes) + 128) from parts where parts.account = accounts.account), 0),
      used_entries = (select count(*) from entries where entries.account = accounts.account and tombstone = 0)
        + (select count(*) from parts where parts.account = accounts.account)
  `.execute(database);
  await database.schema
    .createTable('freed')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('entries', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema.createIndex('freed_by_account').on('freed').column('account').execute();
}

/**
 * From now on a number of the account's own says that its memberships have changed, who is gone is no row any more, and an
 * account holds the invites that it has used.
 */
export async function countMemberships(database: AnyDatabase): Promise<void> {
  await database.schema
    .createTable('memberships')
    .addColumn('account', 'text', (column) => column.primaryKey().notNull())
    .addColumn('changes', 'bigint', (column) => column.notNull())
    .execute();
  await sql`insert into memberships select account, sum(changed) from members group by account`.execute(database);
  await sql`delete from members where role = 'gone'`.execute(database);
  await database.schema.alterTable('members').dropColumn('changed').execute();
  await sql`
    update accounts set used_bytes = used_bytes + used.bytes
      from (select account, count(*) * 128 as bytes from invite_uses group by account) as used
      where used.account = accounts.account
  `.execute(database);
}
