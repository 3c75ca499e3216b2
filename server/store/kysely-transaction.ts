import { CompiledQuery, type Transaction } from 'kysely';
import type { AccountId, Entry, PartId } from '../../src/protocol/index.ts';
import { ENTRY_COLUMNS, entryFrom, plainBytes, rowFrom } from './entry-rows.ts';
import { KyselyDevices } from './kysely-devices.ts';
import {
  type AccountTransaction,
  type EntryHead,
  type IdempotencyRecord,
  type KeptAnswer,
  type NewPart,
  type PartSize,
  StorageUnavailableError,
  type StoredPart,
} from './store.ts';
import type { Tables } from './tables.ts';
import { devicesTopic, entriesTopic, type News } from './topics.ts';

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
  const row = await options.transaction
    .insertInto('accounts')
    .values({ account: options.account, cursor: 0 })
    .onConflict((conflict) => conflict.column('account').doUpdateSet(({ ref }) => ({ cursor: ref('accounts.cursor') })))
    .returning(['cursor', 'device_generation'])
    .executeTakeFirstOrThrow();
  return new KyselyAccountTransaction(options, { cursor: row.cursor, deviceGeneration: row.device_generation });
}

/** What an account counts. */
interface Counts {
  readonly cursor: number;
  readonly deviceGeneration: number;
}

export class KyselyAccountTransaction implements AccountTransaction {
  readonly #options: TransactionOptions;
  readonly #atStart: Counts;
  #counts: Counts;
  #lost: StorageUnavailableError | undefined;

  readonly devices: KyselyDevices;

  constructor(options: TransactionOptions, counts: Counts) {
    this.#options = options;
    this.#atStart = counts;
    this.#counts = counts;
    this.devices = new KyselyDevices(
      () => this.#transaction(),
      options.account,
      () => this.#count({ deviceGeneration: this.#counts.deviceGeneration + 1 }),
    );
  }

  get cursor(): number {
    return this.#counts.cursor;
  }

  get deviceGeneration(): number {
    return this.#counts.deviceGeneration;
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
    return await this.#entries(ids)
      .select(({ fn }) => ['id', 'clock', fn<number>('length', ['value']).as('bytes')])
      .execute();
  }

  async findEntries(ids: readonly string[]): Promise<Entry[]> {
    if (ids.length === 0) return [];
    const rows = await this.#entries(ids).select(ENTRY_COLUMNS).execute();
    return rows.map(entryFrom);
  }

  async putEntries(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map((entry, index) => rowFrom(this.#options.account, entry, this.cursor + index + 1));
    await this.#transaction()
      .insertInto('entries')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['account', 'id']).doUpdateSet(({ ref }) => ({
          clock: ref('excluded.clock'),
          tombstone: ref('excluded.tombstone'),
          value: ref('excluded.value'),
          cursor: ref('excluded.cursor'),
        })),
      )
      .execute();
    this.#count({ cursor: this.cursor + entries.length });
  }

  async putPart({ id, bytes, createdAt }: NewPart): Promise<void> {
    const row = { account: this.#options.account, part: id, bytes, created_at: createdAt };
    await this.#transaction()
      .insertInto('parts')
      .values(row)
      .onConflict((conflict) => conflict.columns(['account', 'part']).doUpdateSet({ created_at: createdAt }))
      .execute();
  }

  async findPartSizes(ids: readonly PartId[]): Promise<PartSize[]> {
    if (ids.length === 0) return [];
    return await this.#parts(ids)
      .select(({ fn }) => ['part as id', fn<number>('length', ['bytes']).as('size')])
      .execute();
  }

  async findParts(ids: readonly PartId[]): Promise<StoredPart[]> {
    if (ids.length === 0) return [];
    const rows = await this.#parts(ids).select(['part as id', 'bytes']).execute();
    return rows.map(({ id, bytes }) => ({ id, bytes: plainBytes(bytes) }));
  }

  async removeParts(ids: readonly PartId[]): Promise<void> {
    if (ids.length > 0) await this.#partsRemoval().where('part', 'in', ids).execute();
  }

  async removePartsBefore(time: number): Promise<void> {
    await this.#partsRemoval().where('created_at', '<', time).execute();
  }

  async removeAll(): Promise<number> {
    await this.#partsRemoval().execute();
    const { numDeletedRows } = await this.#transaction()
      .deleteFrom('entries')
      .where('account', '=', this.#options.account)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  async replaceAnswers({ contentType, body }: Pick<KeptAnswer, 'contentType' | 'body'>): Promise<void> {
    await this.#transaction()
      .updateTable('idempotency')
      .set({ body })
      .where('account', '=', this.#options.account)
      .where('content_type', '=', contentType)
      .execute();
  }

  async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    const counts = this.#counts;
    await this.#transaction().executeQuery(SAVEPOINT);
    try {
      const result = await work();
      await this.#transaction().executeQuery(RELEASE);
      return result;
    } catch (error) {
      await this.#undoAttempt(error);
      this.#counts = counts;
      throw error;
    }
  }

  /**
   * Writes once what was counted. To be called last, before the commit. Gives what there will be to tell then.
   * @throws StorageUnavailableError when an attempt had to do without the database.
   */
  async finish(): Promise<readonly News[]> {
    const transaction = this.#transaction();
    const { cursor, deviceGeneration } = this.#counts;
    if (this.#counts === this.#atStart) return [];
    await transaction
      .updateTable('accounts')
      .set({ cursor, device_generation: deviceGeneration })
      .where('account', '=', this.#options.account)
      .execute();
    return this.#news();
  }

  #count(counts: Partial<Counts>): void {
    this.#counts = { ...this.#counts, ...counts };
  }

  #news(): readonly News[] {
    const { account } = this.#options;
    const { cursor, deviceGeneration } = this.#counts;
    const entries = { topic: entriesTopic(account), cursor };
    const devices = { topic: devicesTopic(account), cursor: deviceGeneration };
    return [
      ...(cursor === this.#atStart.cursor ? [] : [entries]),
      ...(deviceGeneration === this.#atStart.deviceGeneration ? [] : [devices]),
    ];
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

  #parts(ids: readonly PartId[]) {
    return this.#transaction()
      .selectFrom('parts')
      .where('account', '=', this.#options.account)
      .where('part', 'in', ids);
  }

  #partsRemoval() {
    return this.#transaction().deleteFrom('parts').where('account', '=', this.#options.account);
  }
}
