import type { Transaction } from 'kysely';
import type { AccountId, Entry } from '../../src/protocol/index.ts';
import { entryFrom, plainBytes, rowFrom } from './entry-rows.ts';
import type { AccountTransaction, EntryHead, IdempotencyRecord } from './store.ts';
import type { Tables } from './tables.ts';

/** Writes to the account's row first: that is the lock under which its cursors are given out in the order of the commits. */
export async function openAccountTransaction(
  transaction: Transaction<Tables>,
  account: AccountId,
): Promise<AccountTransaction> {
  const { cursor } = await transaction
    .insertInto('accounts')
    .values({ account, cursor: 0 })
    .onConflict((conflict) => conflict.column('account').doUpdateSet(({ ref }) => ({ cursor: ref('accounts.cursor') })))
    .returning('cursor')
    .executeTakeFirstOrThrow();
  return new KyselyAccountTransaction(transaction, account, cursor);
}

class KyselyAccountTransaction implements AccountTransaction {
  readonly #transaction: Transaction<Tables>;
  readonly #account: AccountId;
  #cursor: number;

  constructor(transaction: Transaction<Tables>, account: AccountId, cursor: number) {
    this.#transaction = transaction;
    this.#account = account;
    this.#cursor = cursor;
  }

  get cursor(): number {
    return this.#cursor;
  }

  async findRecord(key: string): Promise<IdempotencyRecord | undefined> {
    const row = await this.#transaction
      .selectFrom('idempotency')
      .selectAll()
      .where('account', '=', this.#account)
      .where('key', '=', key)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const answer = { status: row.status, contentType: row.content_type, body: plainBytes(row.body) };
    return { key: row.key, fingerprint: row.fingerprint, answer, createdAt: row.created_at };
  }

  async keepRecord({ key, fingerprint, answer, createdAt }: IdempotencyRecord): Promise<void> {
    const { status, contentType: content_type, body } = answer;
    const row = { account: this.#account, key, fingerprint, status, content_type, body, created_at: createdAt };
    await this.#transaction.insertInto('idempotency').values(row).execute();
  }

  async findHeads(ids: readonly string[]): Promise<EntryHead[]> {
    if (ids.length === 0) return [];
    const rows = await this.#entries(ids)
      .select(({ fn }) => ['id', 'clock', fn<number | null>('length', ['value']).as('bytes')])
      .execute();
    return rows.map(({ id, clock, bytes }) => ({ id, clock, bytes: bytes ?? 0 }));
  }

  async findEntries(ids: readonly string[]): Promise<Entry[]> {
    if (ids.length === 0) return [];
    const rows = await this.#entries(ids).select(['id', 'clock', 'value']).execute();
    return rows.map(entryFrom);
  }

  async putEntries(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map((entry, index) => rowFrom(this.#account, entry, this.#cursor + index + 1));
    await this.#transaction
      .insertInto('entries')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['account', 'id']).doUpdateSet(({ ref }) => ({
          clock: ref('excluded.clock'),
          value: ref('excluded.value'),
          cursor: ref('excluded.cursor'),
        })),
      )
      .execute();
    await this.#moveCursor(this.#cursor + entries.length);
  }

  async #moveCursor(cursor: number): Promise<void> {
    await this.#transaction.updateTable('accounts').set({ cursor }).where('account', '=', this.#account).execute();
    this.#cursor = cursor;
  }

  #entries(ids: readonly string[]) {
    return this.#transaction.selectFrom('entries').where('account', '=', this.#account).where('id', 'in', ids);
  }
}
