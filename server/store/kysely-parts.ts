import type { PartId } from '../../src/protocol/index.ts';
import type { AccountScope } from './account-scope.ts';
import { plainBytes } from './entry-rows.ts';
import type { NewPart, PartSize, StoredPart } from './store.ts';
import { minus, plus, sumOf, usageOf } from './usage.ts';

/** The parts of values of the account that a transaction has open. */
export class KyselyParts {
  readonly #scope: AccountScope;

  constructor(scope: AccountScope) {
    this.#scope = scope;
  }

  async put({ id, bytes, createdAt }: NewPart): Promise<void> {
    const { account, counts, database } = this.#scope;
    const row = { account, part: id, bytes, created_at: createdAt };
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('parts')
      .values(row)
      .onConflict((conflict) => conflict.columns(['account', 'part']).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n) {
      this.#scope.count({ usage: plus(counts.usage, usageOf(bytes.byteLength)) });
      return;
    }
    await database
      .updateTable('parts')
      .set({ created_at: createdAt })
      .where('account', '=', account)
      .where('part', '=', id)
      .execute();
  }

  async findSizes(ids: readonly PartId[]): Promise<PartSize[]> {
    if (ids.length === 0) return [];
    return await this.#rows(ids)
      .select(({ fn }) => ['part as id', fn<number>('length', ['bytes']).as('size')])
      .execute();
  }

  async find(ids: readonly PartId[]): Promise<StoredPart[]> {
    if (ids.length === 0) return [];
    const rows = await this.#rows(ids).select(['part as id', 'bytes']).execute();
    return rows.map(({ id, bytes }) => ({ id, bytes: plainBytes(bytes) }));
  }

  async remove(ids: readonly PartId[]): Promise<void> {
    if (ids.length > 0) this.#freed(await this.#removal().where('part', 'in', ids).execute());
  }

  async removeBefore(time: number): Promise<void> {
    this.#freed(await this.#removal().where('created_at', '<', time).execute());
  }

  async removeAll(): Promise<void> {
    this.#freed(await this.#removal().execute());
  }

  #freed(removed: readonly { readonly size: number }[]): void {
    if (removed.length === 0) return;
    const usage = sumOf(removed.map(({ size }) => usageOf(size)));
    this.#scope.count({ usage: minus(this.#scope.counts.usage, usage) });
  }

  #rows(ids: readonly PartId[]) {
    const { account, database } = this.#scope;
    return database.selectFrom('parts').where('account', '=', account).where('part', 'in', ids);
  }

  #removal() {
    const { account, database } = this.#scope;
    return database
      .deleteFrom('parts')
      .where('account', '=', account)
      .returning(({ fn }) => fn<number>('length', ['bytes']).as('size'));
  }
}
