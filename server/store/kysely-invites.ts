import type { AccountId, InviteId } from '../../src/protocol/index.ts';
import type { SpaceScope } from './space-scope.ts';
import type { SpaceInvites, StoredInvite } from './space-store.ts';
import { USAGE_OF_NAME } from './usage.ts';

/** The invites to the space that a transaction has locked. */
export class KyselyInvites implements SpaceInvites {
  readonly #scope: SpaceScope;

  constructor(scope: SpaceScope) {
    this.#scope = scope;
  }

  async find(invite: InviteId): Promise<StoredInvite | undefined> {
    const row = await this.#rows().selectAll().where('invite', '=', invite).executeTakeFirst();
    return row && { invite, expiresAt: row.expires_at ?? undefined, uses: row.uses ?? undefined };
  }

  async count(): Promise<number> {
    const { invites } = await this.#rows()
      .select(({ fn }) => fn.countAll<number>().as('invites'))
      .executeTakeFirstOrThrow();
    return invites;
  }

  async put({ invite, expiresAt, uses }: StoredInvite): Promise<void> {
    const columns = { expires_at: expiresAt ?? null, uses: uses ?? null };
    await this.#scope.database
      .insertInto('invites')
      .values({ space: this.#scope.space, invite, ...columns })
      .onConflict((conflict) => conflict.columns(['space', 'invite']).doUpdateSet(columns))
      .execute();
  }

  async remove(invite: InviteId): Promise<void> {
    await this.#deletion().where('invite', '=', invite).execute();
  }

  async removeSpent(time: number): Promise<void> {
    await this.#deletion()
      .where((is) => is.or([is('expires_at', '<=', time), is('uses', '<=', 0)]))
      .execute();
  }

  async isUsedBy(invite: InviteId, account: AccountId): Promise<boolean> {
    const { database, space } = this.#scope;
    const use = await database
      .selectFrom('invite_uses')
      .select('account')
      .where('space', '=', space)
      .where('invite', '=', invite)
      .where('account', '=', account)
      .executeTakeFirst();
    return use !== undefined;
  }

  async use(invite: InviteId, account: AccountId): Promise<void> {
    const { database, space } = this.#scope;
    await database.insertInto('invite_uses').values({ space, invite, account }).execute();
    this.#scope.hold(USAGE_OF_NAME);
    await database
      .updateTable('invites')
      .set(({ eb }) => ({ uses: eb('uses', '-', 1) }))
      .where('space', '=', space)
      .where('invite', '=', invite)
      .execute();
  }

  async removeAll(): Promise<void> {
    const { database, space } = this.#scope;
    const users = await database
      .selectFrom('invite_uses')
      .select(({ fn }) => ['account', fn.countAll<number>().as('uses')])
      .where('space', '=', space)
      .groupBy('account')
      .execute();
    for (const table of ['invite_uses', 'invites'] as const) {
      await database.deleteFrom(table).where('space', '=', space).execute();
    }
    for (const { account, uses } of users) {
      await this.#scope.free(account, { ...USAGE_OF_NAME, bytes: USAGE_OF_NAME.bytes * uses });
    }
  }

  #rows() {
    return this.#scope.database.selectFrom('invites').where('space', '=', this.#scope.space);
  }

  /** Of invites, and never of their uses: one of the same secret may be made again. */
  #deletion() {
    return this.#scope.database.deleteFrom('invites').where('space', '=', this.#scope.space);
  }
}
