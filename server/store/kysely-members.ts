import type { AccountId, Member } from '../../src/protocol/index.ts';
import type { SpaceScope } from './space-scope.ts';
import type { SpaceMembers } from './space-store.ts';

/** The members of the space that a transaction has locked. */
export class KyselyMembers implements SpaceMembers {
  readonly #scope: SpaceScope;

  constructor(scope: SpaceScope) {
    this.#scope = scope;
  }

  async find(account: AccountId): Promise<Member | undefined> {
    return await selectMembers(this.#scope).where('account', '=', account).executeTakeFirst();
  }

  list(): Promise<Member[]> {
    return selectMembers(this.#scope).orderBy('joined').execute();
  }

  async add({ account, role, joinedAt }: Member): Promise<void> {
    const cursor = this.#change(account);
    await this.#scope.database
      .insertInto('members')
      .values({ space: this.#scope.space, account, role, joined_at: joinedAt, joined: cursor })
      .execute();
  }

  async makeOwner(account: AccountId): Promise<void> {
    this.#change(account);
    await this.#scope.database
      .updateTable('members')
      .set({ role: 'owner' })
      .where('space', '=', this.#scope.space)
      .where('account', '=', account)
      .execute();
  }

  /** Nothing stays: what an account has left costs nobody anything. */
  async remove(account: AccountId): Promise<void> {
    this.#change(account);
    await this.#scope.database
      .deleteFrom('members')
      .where('space', '=', this.#scope.space)
      .where('account', '=', account)
      .execute();
  }

  #change(account: AccountId): number {
    this.#scope.countMembership(account);
    return this.#scope.takeCursor();
  }
}

export function selectMembers({ database, space }: Pick<SpaceScope, 'database' | 'space'>) {
  return database.selectFrom('members').select(['account', 'role', 'joined_at as joinedAt']).where('space', '=', space);
}
