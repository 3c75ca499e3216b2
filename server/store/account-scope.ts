import { CompiledQuery, type Transaction } from 'kysely';
import type { AccountId, History, SpaceId } from '../../src/protocol/index.ts';
import { StorageUnavailableError } from './store.ts';
import type { Tables } from './tables.ts';
import type { Usage } from './usage.ts';

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

/** The space that a transaction has locked. */
export interface SpaceCounts {
  readonly space: SpaceId;
  readonly cursorAtStart: number;
  readonly cursor: number;
  /** Whose membership has changed. */
  readonly memberships: ReadonlySet<AccountId>;
}

/** What a transaction counts, and writes once, at its end. */
export interface Counts {
  readonly cursor: number;
  readonly deviceGeneration: number;
  readonly usage: Usage;
  /** The chunks that nothing uses. */
  readonly unusedChunks: number;
  readonly history: History;
  /** When tombstones were looked through last, in milliseconds since 1970. */
  readonly prunedAt: number;
  readonly space: SpaceCounts | undefined;
}

/** One transaction of one account: its database, as long as that does its part, and what is counted in it. */
export class AccountScope {
  readonly account: AccountId;
  readonly atStart: Counts;
  readonly #options: TransactionOptions;
  #counts: Counts;
  #lost: StorageUnavailableError | undefined;

  constructor(options: TransactionOptions, counts: Counts) {
    this.account = options.account;
    this.atStart = counts;
    this.#options = options;
    this.#counts = counts;
  }

  get counts(): Counts {
    return this.#counts;
  }

  count(counts: Partial<Counts>): void {
    this.#counts = { ...this.#counts, ...counts };
  }

  /**
   * Nothing may be written once the database has ended the transaction: it would be written outside of any.
   * @throws StorageUnavailableError when an attempt had to do without the database.
   */
  get database(): Transaction<Tables> {
    if (this.#lost !== undefined) throw this.#lost;
    return this.#options.transaction;
  }

  /** As `AccountTransaction` has it. */
  async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    const counts = this.#counts;
    await this.database.executeQuery(SAVEPOINT);
    try {
      const result = await work();
      await this.database.executeQuery(RELEASE);
      return result;
    } catch (error) {
      await this.#undo(error);
      // The lock of a space that was entered meanwhile is gone with it.
      this.#counts = counts;
      throw error;
    }
  }

  /** SQLite ends the whole transaction when the disk is full: there is no savepoint then to go back to. */
  async #undo(error: unknown): Promise<void> {
    if (this.#options.isUnavailable(error)) throw this.#lose(error);
    const { database } = this;
    try {
      await database.executeQuery(ROLLBACK);
      await database.executeQuery(RELEASE);
    } catch (cause) {
      throw this.#lose(cause);
    }
  }

  #lose(cause: unknown): StorageUnavailableError {
    this.#lost = new StorageUnavailableError('The database did not do its part.', { cause });
    return this.#lost;
  }
}
