import { CompiledQuery, type Transaction } from 'kysely';
import type { AccountId, Entry } from '../../src/protocol/index.ts';
import { entryFrom, plainBytes, rowFrom } from './entry-rows.ts';
import { type AccountTransaction, type EntryHead, type IdempotencyRecord, StorageUnavailableError } from './store.ts';
import type { Tables } from './tables.ts';

/** One name for all: of savepoints with one name the innermost is meant. */
const SAVEPOINT = CompiledQuery.raw('savepoint attempt');
const ROLLBACK = CompiledQuery.raw('rollback to savepoint attempt');
const RELEASE = CompiledQuery.raw('release savepoint attempt');

export interface TransactionOptions {
  readonly transaction: Transaction<Tables>;
  readonly account: AccountId;
  /** Whether an error is the database's and not a mistake of ours. */
  readonly isUnavailable: (error: unknown) => boolean;
}

/** Writes to the account's row first: that is the lock under which its cursors are given out in the order of the commits. */
export async function openAccountTransaction(options: TransactionOptions): Promise<KyselyAccountTransaction> {
  const { cursor } = await options.transaction
    .insertInto('accounts')
    .values({ account: options.account, cursor: 0 })
    .onConflict((conflict) => conflict.column('account').doUpdateSet(({ ref }) => ({ cursor: ref('accounts.cursor') })))
    .returning('cursor')
    .executeTakeFirstOrThrow();
  return new KyselyAccountTransaction(options, cursor);
}

export class KyselyAccountTransaction implements AccountTransaction {
  readonly #options: TransactionOptions;
  readonly #cursorAtStart: number;
  #cursor: number;
  #lost: StorageUnavailableError | undefined;

  constructor(options: TransactionOptions, cursor: number) {
    this.#options = options;
    this.#cursorAtStart = cursor;
    this.#cursor = cursor;
  }

  get cursor(): number {
    return this.#cursor;
  }

  async findRecord(key: string): Promise<IdempotencyRecord | undefined> {
    const row = await this.#transaction()
      .selectFrom('idempotency')
      .selectAll()
      .where('account', '=', this.#options.account)
      .where('key', '=', key)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const answer = { status: row.status, contentType: row.content_type, body: plainBytes(row.body) };
    return { key: row.key, fingerprint: row.fingerprint, answer, createdAt: row.created_at };
  }

  async keepRecord({ key, fingerprint, answer, createdAt }: IdempotencyRecord): Promise<void> {
    const { status, contentType: content_type, body } = answer;
    const row = { account: this.#options.account, key, fingerprint, status, content_type, body, created_at: createdAt };
    await this.#transaction().insertInto('idempotency').values(row).execute();
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
    const rows = entries.map((entry, index) => rowFrom(this.#options.account, entry, this.#cursor + index + 1));
    await this.#transaction()
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
    this.#cursor += entries.length;
  }

  async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    const cursor = this.#cursor;
    await this.#transaction().executeQuery(SAVEPOINT);
    try {
      const result = await work();
      await this.#transaction().executeQuery(RELEASE);
      return result;
    } catch (error) {
      await this.#undoAttempt(error);
      this.#cursor = cursor;
      throw error;
    }
  }

  /**
   * Writes the cursor once for all that was put. To be called last, before the commit.
   * @throws StorageUnavailableError when an attempt had to do without the database.
   */
  async finish(): Promise<void> {
    const transaction = this.#transaction();
    if (this.#cursor === this.#cursorAtStart) return;
    const { account } = this.#options;
    await transaction.updateTable('accounts').set({ cursor: this.#cursor }).where('account', '=', account).execute();
  }

  /** SQLite ends the whole transaction when the disk is full: there is no savepoint then to go back to. */
  async #undoAttempt(error: unknown): Promise<void> {
    if (this.#options.isUnavailable(error)) throw this.#lose(error);
    const transaction = this.#transaction();
    try {
      await transaction.executeQuery(ROLLBACK);
      await transaction.executeQuery(RELEASE);
    } catch (cause) {
      throw this.#lose(cause);
    }
  }

  #lose(cause: unknown): StorageUnavailableError {
    this.#lost = new StorageUnavailableError('The database did not do its part.', { cause });
    return this.#lost;
  }

  /** Nothing may be written once the database has ended the transaction: it would be written outside of any. */
  #transaction(): Transaction<Tables> {
    if (this.#lost !== undefined) throw this.#lost;
    return this.#options.transaction;
  }

  #entries(ids: readonly string[]) {
    return this.#transaction()
      .selectFrom('entries')
      .where('account', '=', this.#options.account)
      .where('id', 'in', ids);
  }
}
