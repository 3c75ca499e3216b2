import type { Kysely, Selectable } from 'kysely';
import type { AccountId } from '../../src/protocol/index.ts';
import type { AccountScope } from './account-scope.ts';
import { plainBytes } from './entry-rows.ts';
import type { AccountKeys, StoredAccountKey } from './key-store.ts';
import type { Tables } from './tables.ts';

/** The keys of the account that a transaction has open. */
export class KyselyAccountKeys implements AccountKeys {
  readonly #scope: AccountScope;

  constructor(scope: AccountScope) {
    this.#scope = scope;
  }

  findPresent(): Promise<StoredAccountKey | undefined> {
    return findPresentKey(this.#scope.database, this.#scope.account);
  }

  async replace({ epoch, publicKey, keyring, changedAt }: StoredAccountKey): Promise<boolean> {
    const { account, counts, database } = this.#scope;
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('account_keys')
      .values({ public_key: publicKey, account, epoch, keyring, changed_at: changedAt })
      .onConflict((conflict) => conflict.column('public_key').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    await database
      .updateTable('account_keys')
      .set({ keyring: '' })
      .where('account', '=', account)
      .where('epoch', '<', epoch)
      .execute();
    this.#scope.count({ history: { ...counts.history, epoch } });
    return true;
  }
}

/** Nothing of an account that has its first key still. */
export async function findPresentKey(
  database: Kysely<Tables>,
  account: AccountId,
): Promise<StoredAccountKey | undefined> {
  const row = await database
    .selectFrom('account_keys')
    .selectAll()
    .where('account', '=', account)
    .orderBy('epoch', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && keyFrom(row);
}

/** Whose key it is or was, and in which epoch; nothing of one that no account was given. */
export async function findAccountKey(database: Kysely<Tables>, publicKey: Uint8Array<ArrayBuffer>) {
  return await database
    .selectFrom('account_keys')
    .select(['account', 'epoch'])
    .where('public_key', '=', publicKey)
    .executeTakeFirst();
}

function keyFrom({ public_key, keyring, epoch, changed_at }: Selectable<Tables['account_keys']>): StoredAccountKey {
  return { epoch, publicKey: plainBytes(public_key), keyring, changedAt: changed_at };
}
