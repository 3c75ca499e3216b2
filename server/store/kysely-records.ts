import type { AccountScope } from './account-scope.ts';
import { plainBytes } from './entry-rows.ts';
import type { IdempotencyRecord } from './store.ts';

/** The idempotency records of the account that a transaction has open. */
export class KyselyRecords {
  readonly #scope: AccountScope;

  constructor(scope: AccountScope) {
    this.#scope = scope;
  }

  async find(key: string): Promise<IdempotencyRecord | undefined> {
    const row = await this.#scope.database
      .selectFrom('idempotency')
      .selectAll()
      .where('account', '=', this.#scope.account)
      .where('key', '=', key)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const answer = { status: row.status, contentType: row.content_type, body: plainBytes(row.body) };
    return { key: row.key, fingerprint: row.fingerprint, answer, createdAt: row.created_at };
  }

  async keep({ key, fingerprint, answer, createdAt }: IdempotencyRecord): Promise<void> {
    const { status, contentType: content_type, body } = answer;
    const row = { account: this.#scope.account, key, fingerprint, status, content_type, body, created_at: createdAt };
    await this.#scope.database.insertInto('idempotency').values(row).execute();
  }

  async remove(key: string): Promise<void> {
    await this.#scope.database
      .deleteFrom('idempotency')
      .where('account', '=', this.#scope.account)
      .where('key', '=', key)
      .execute();
  }

  async removeBefore(time: number): Promise<void> {
    await this.#scope.database
      .deleteFrom('idempotency')
      .where('account', '=', this.#scope.account)
      .where('created_at', '<', time)
      .execute();
  }
}
