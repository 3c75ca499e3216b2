import type { AccountId, Member, Role } from '../../src/protocol/index.ts';
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
    const columns = { role, joined_at: joinedAt, joined: cursor, changed: cursor };
    await this.#scope.database
      .insertInto('members')
      .values({ space: this.#scope.space, account, ...columns })
      .onConflict((conflict) => conflict.columns(['space', 'account']).doUpdateSet(columns))
      .execute();
  }

  makeOwner(account: AccountId): Promise<void> {
    return this.#setRole(account, 'owner');
  }

  remove(account: AccountId): Promise<void> {
    return this.#setRole(account, 'gone');
  }

  async #setRole(account: AccountId, role: Role | 'gone'): Promise<void> {
    await this.#scope.database
      .updateTable('members')
      .set({ role, changed: this.#change(account) })
      .where('space', '=', this.#scope.space)
      .where('account', '=', account)
      .execute();
  }

  #change(account: AccountId): number {
    this.#scope.countMembership(account);
    return this.#scope.takeCursor();
  }
}

/** Those who are gone are none. */
export function selectMembers({ database, space }: Pick<SpaceScope, 'database' | 'space'>) {
  return database
    .selectFrom('members')
    .select(['account', 'role', 'joined_at as joinedAt'])
    .where('space', '=', space)
    .where('role', '<>', 'gone')
    .$narrowType<{ role: Role }>();
}
