import type { Kysely } from 'kysely';
import type { AccountId, SpaceId } from '../../src/protocol/index.ts';
import type { AccountScope, SpaceCounts } from './account-scope.ts';
import type { Tables } from './tables.ts';
import { minus, plus, type Usage } from './usage.ts';

/** The space that a transaction has locked, with its database, and what is counted of it. */
export class SpaceScope {
  readonly space: SpaceId;
  readonly #scope: AccountScope;

  constructor(scope: AccountScope, space: SpaceId) {
    this.space = space;
    this.#scope = scope;
  }

  /** Whose transaction it is. */
  get account(): AccountId {
    return this.#scope.account;
  }

  /** @throws StorageUnavailableError when the transaction has lost it. */
  get database(): Kysely<Tables> {
    return this.#scope.database;
  }

  get counts(): SpaceCounts {
    const { space } = this.#scope.counts;
    if (space?.space !== this.space) throw new Error(`The space ${this.space} is not locked any more.`);
    return space;
  }

  /** The number of the change that is made now. */
  takeCursor(): number {
    const cursor = this.counts.cursor + 1;
    this.#scope.count({ space: { ...this.counts, cursor } });
    return cursor;
  }

  countMembership(account: AccountId): void {
    const memberships = new Set([...this.counts.memberships, account]);
    this.#scope.count({ space: { ...this.counts, memberships } });
  }

  hold(usage: Usage): void {
    this.#scope.count({ usage: plus(this.#scope.counts.usage, usage) });
  }

  /** Another account learns of it only when it matters: this transaction must not wait for that one's. */
  async free(author: AccountId, usage: Usage): Promise<void> {
    if (author === this.account) this.#scope.count({ usage: minus(this.#scope.counts.usage, usage) });
    else
      await this.database
        .insertInto('freed')
        .values({ account: author, ...usage })
        .execute();
  }
}
