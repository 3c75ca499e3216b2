import type { SpaceId } from '../../src/protocol/index.ts';
import type { AccountScope } from './account-scope.ts';
import { KyselyInvites } from './kysely-invites.ts';
import { KyselyMembers } from './kysely-members.ts';
import { KyselyMessages } from './kysely-messages.ts';
import { SpaceScope } from './space-scope.ts';
import type { SpaceTransaction } from './space-store.ts';
import { plus, USAGE_OF_NAME } from './usage.ts';

export class KyselySpaceTransaction implements SpaceTransaction {
  readonly members: KyselyMembers;
  readonly invites: KyselyInvites;
  readonly messages: KyselyMessages;
  readonly #scope: SpaceScope;

  constructor(scope: SpaceScope) {
    this.#scope = scope;
    this.members = new KyselyMembers(scope);
    this.invites = new KyselyInvites(scope);
    this.messages = new KyselyMessages(scope);
  }

  get cursor(): number {
    return this.#scope.counts.cursor;
  }

  get isNew(): boolean {
    return this.cursor === 0;
  }

  async remove(): Promise<void> {
    const { database, space } = this.#scope;
    await this.messages.removeAll();
    await this.invites.removeAll();
    await database.updateTable('spaces').set({ is_gone: 1 }).where('space', '=', space).execute();
  }
}

type Enter = (scope: AccountScope, space: SpaceId) => Promise<SpaceTransaction | undefined>;

/** Writes to the space's row first: that is the lock under which its cursors are given out in the order of the commits. */
export const enterSpace: Enter = async (scope, space) => {
  const row = await scope.database
    .updateTable('spaces')
    .set(({ ref }) => ({ cursor: ref('cursor') }))
    .where('space', '=', space)
    .returning(['cursor', 'is_gone'])
    .executeTakeFirst();
  return opened(scope, space, row);
};

export const foundSpace: Enter = async (scope, space) => {
  const row = await scope.database
    .insertInto('spaces')
    .values({ space, cursor: 0 })
    .onConflict((conflict) => conflict.column('space').doUpdateSet(({ ref }) => ({ cursor: ref('spaces.cursor') })))
    .returning(['cursor', 'is_gone'])
    .executeTakeFirstOrThrow();
  const found = opened(scope, space, row);
  // Its name is taken for ever.
  if (found?.isNew) scope.count({ usage: plus(scope.counts.usage, USAGE_OF_NAME) });
  return found;
};

interface SpaceRow {
  readonly cursor: number;
  readonly is_gone: number;
}

function opened(scope: AccountScope, space: SpaceId, row: SpaceRow | undefined): SpaceTransaction | undefined {
  if (row === undefined || row.is_gone !== 0) return undefined;
  const { cursor } = row;
  scope.count({ space: { space, cursorAtStart: cursor, cursor, memberships: new Set() } });
  return new KyselySpaceTransaction(new SpaceScope(scope, space));
}
