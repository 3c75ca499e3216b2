import { setImmediate as nextTurn } from 'node:timers/promises';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { breather } from './breather.ts';
import { StorageUnavailableError } from './store.ts';
import type { Tables } from './tables.ts';

/** Transactions in one commit at most: more would only hold up those that come behind. */
const LARGEST_GROUP = 128;
/** The part of what the last commit took for which a group waits for others to join, and milliseconds at most. */
const PATIENCE = 0.25;
const LONGEST_PATIENCE = 5;

const SAVEPOINT = CompiledQuery.raw('savepoint member');
const ROLLBACK = CompiledQuery.raw('rollback to savepoint member');
const RELEASE = CompiledQuery.raw('release savepoint member');

type Database = Transaction<Tables>;

interface Member {
  /** Does its work, and gives what is to be said once that is durable. */
  readonly attempt: (transaction: Database) => Promise<() => void>;
  readonly fail: (error: unknown) => void;
}

/**
 * Lets transactions that are wanted at the same time share one commit, for a database that does one at a time and waits for
 * the disk at each. Each fails alone; all that did not are durable together before any is told.
 */
export class GroupCommit {
  readonly #database: Kysely<Tables>;
  readonly #isUnavailable: (error: unknown) => boolean;
  readonly #now: () => number;
  #waiting: Member[] = [];
  #isServing = false;
  /** Milliseconds that the last commit took, and how many shared it. */
  #last = { took: 0, shared: 0 };

  /** `now` is in milliseconds, from any beginning. */
  constructor(
    database: Kysely<Tables>,
    isUnavailable: (error: unknown) => boolean,
    now: () => number = () => performance.now(),
  ) {
    this.#database = database;
    this.#isUnavailable = isUnavailable;
    this.#now = now;
  }

  /** Rejects with what `work` threw, or with what the database did to the whole group. */
  run<Result>(work: (transaction: Database) => Promise<Result>): Promise<Result> {
    return new Promise((resolve, fail) => {
      const attempt = async (transaction: Database) => {
        const result = await work(transaction);
        return () => resolve(result);
      };
      this.#waiting.push({ attempt, fail });
      if (!this.#isServing) void this.#serve();
    });
  }

  async #serve(): Promise<void> {
    this.#isServing = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
      await this.#commit(this.#waiting.splice(0, LARGEST_GROUP));
    }
    this.#isServing = false;
  }

  /** Those of the last group have their answers, and may be on their way again. Who is alone does not wait. */
  async #gather(): Promise<void> {
    const end = this.#now() + Math.min(this.#last.took * PATIENCE, LONGEST_PATIENCE);
    const isWorthIt = () => this.#last.shared > 1 && this.#waiting.length < this.#last.shared && this.#now() < end;
    do await nextTurn();
    while (isWorthIt());
  }

  /** Never rejects. */
  async #commit(group: readonly Member[]): Promise<void> {
    const began = this.#now();
    try {
      const settle = await this.#database.transaction().execute((transaction) => this.#attemptAll(transaction, group));
      this.#last = { took: this.#now() - began, shared: group.length };
      for (const tell of settle) tell();
    } catch (error) {
      for (const { fail } of group) fail(error);
    }
  }

  async #attemptAll(transaction: Database, group: readonly Member[]): Promise<readonly (() => void)[]> {
    const [only, ...others] = group;
    if (only !== undefined && others.length === 0) return [await only.attempt(transaction)];
    const settle: (() => void)[] = [];
    const breathe = breather();
    for (const member of group) {
      settle.push(await this.#attemptOne(transaction, member));
      await breathe();
    }
    return settle;
  }

  async #attemptOne(transaction: Database, { attempt, fail }: Member): Promise<() => void> {
    await transaction.executeQuery(SAVEPOINT);
    try {
      const tell = await attempt(transaction);
      await transaction.executeQuery(RELEASE);
      return tell;
    } catch (error) {
      // The database may have ended the whole transaction then.
      if (this.#isUnavailable(error) || error instanceof StorageUnavailableError) throw error;
      await transaction.executeQuery(ROLLBACK);
      await transaction.executeQuery(RELEASE);
      return () => fail(error);
    }
  }
}
