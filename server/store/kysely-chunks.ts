import type { Kysely } from 'kysely';
import {
  type AccountId,
  type Chunk,
  type ChunkId,
  chunkIdsFromBytes,
  chunkIdsToBytes,
} from '../../src/protocol/index.ts';
import type { AccountScope } from './account-scope.ts';
import {
  alike,
  type ChangedChunk,
  changesOfEntries,
  changesOfLists,
  isReleased,
  isTaken,
  type NamesChunks,
  type UseChanges,
} from './chunk-uses.ts';
import { plainBytes } from './entry-rows.ts';
import type { AccountChunks, ChunkHead } from './store.ts';
import type { StoredBytes, Tables } from './tables.ts';
import { minus, plus, sumOf, usageOfChunk } from './usage.ts';

/** Chunks in one query at most: a database takes only so many parameters. */
const AT_ONCE = 1000;

/** The chunks of the account that a transaction has open. */
export class KyselyChunks implements AccountChunks {
  readonly #scope: AccountScope;

  constructor(scope: AccountScope) {
    this.#scope = scope;
  }

  get unused(): number {
    return this.#scope.counts.unusedChunks;
  }

  async put(chunks: readonly Chunk[], at: number): Promise<void> {
    const heads = await this.findHeads(chunks.map(({ id }) => id));
    const held = new Set(heads.map(({ id }) => id));
    await this.#insert(
      chunks.filter(({ id }) => !held.has(id)),
      at,
    );
    await this.#renew(
      heads.filter(({ uses }) => uses === 0).map(({ id }) => id),
      at,
    );
  }

  async findHeads(ids: readonly ChunkId[]): Promise<ChunkHead[]> {
    const rows = await inSlices(ids, (slice) =>
      this.#scope.database
        .selectFrom('chunks')
        .select(['chunk', 'refs', 'uses'])
        .where('account', '=', this.#scope.account)
        .where('chunk', 'in', slice)
        .execute(),
    );
    return rows.map(({ chunk, refs, uses }) => ({ id: chunk, refs: idsIn(refs), uses }));
  }

  /** Counts what some entries name that are put in the place of others. */
  async recount(replaced: readonly NamesChunks[], put: readonly NamesChunks[]): Promise<void> {
    const lists = await this.#change(changesOfEntries(replaced, put));
    await this.#change(changesOfLists(lists));
  }

  async collect({ now, before }: { readonly now: number; readonly before: number }): Promise<void> {
    await this.#unusedRows().set({ unused_since: now }).where('unused_since', 'is', null).execute();
    this.#removed(await this.#removalOfUnused().where('unused_since', '<', before).execute());
  }

  /** Those that were in use and are not any more, however short a time ago. */
  async collectReleased(): Promise<void> {
    if (this.unused === 0) return;
    this.#removed(await this.#removalOfUnused().where('is_new', '=', 0).execute());
  }

  /** Also those that entries name: whoever calls it has removed these. */
  async removeAll(): Promise<void> {
    this.#removed(await this.#removal().execute());
    this.#scope.count({ unusedChunks: 0 });
  }

  async #insert(chunks: readonly Chunk[], at: number): Promise<void> {
    const { account, counts, database } = this.#scope;
    await inSlices(chunks, async (slice) => {
      const rows = slice.map(({ id, bytes, refs }) => ({
        account,
        chunk: id,
        bytes,
        refs: chunkIdsToBytes(refs),
        uses: 0,
        unused_since: at,
        is_new: 1,
      }));
      return await database.insertInto('chunks').values(rows).execute();
    });
    const usage = sumOf(chunks.map(({ bytes, refs }) => usageOfChunk(bytes.byteLength + 16 * refs.length)));
    this.#scope.count({ usage: plus(counts.usage, usage), unusedChunks: counts.unusedChunks + chunks.length });
  }

  async #renew(ids: readonly ChunkId[], at: number): Promise<void> {
    await inSlices(ids, (slice) =>
      this.#unusedRows().set({ unused_since: at, is_new: 1 }).where('chunk', 'in', slice).execute(),
    );
  }

  async #change(changes: UseChanges): Promise<readonly ChangedChunk[]> {
    const changed: ChangedChunk[] = [];
    for (const [by, ids] of alike(changes)) changed.push(...(await inSlices(ids, (slice) => this.#add(by, slice))));
    const { counts } = this.#scope;
    const unused = changed.filter(isReleased).length - changed.filter(isTaken).length;
    this.#scope.count({ unusedChunks: counts.unusedChunks + unused });
    return changed;
  }

  async #add(by: number, ids: readonly ChunkId[]): Promise<ChangedChunk[]> {
    const { account, database } = this.#scope;
    const rows = await database
      .updateTable('chunks')
      .set(({ eb }) => ({ uses: eb('uses', '+', by), unused_since: null, is_new: 0 }))
      .where('account', '=', account)
      .where('chunk', 'in', ids)
      .returning(['refs', 'uses'])
      .execute();
    if (rows.length < ids.length) throw new Error('An entry names chunks that are not there.');
    return rows.map(({ refs, uses }) => ({ refs: idsIn(refs), before: uses - by, after: uses }));
  }

  #unusedRows() {
    const { account, database } = this.#scope;
    return database
      .updateTable('chunks')
      .where('account', '=', account)
      .where((is) => is('uses', '=', is.lit(0)));
  }

  #removal() {
    const { account, database } = this.#scope;
    return database
      .deleteFrom('chunks')
      .where('account', '=', account)
      .returning(({ eb, fn }) => eb(fn<number>('length', ['bytes']), '+', fn<number>('length', ['refs'])).as('size'));
  }

  #removalOfUnused() {
    return this.#removal().where((is) => is('uses', '=', is.lit(0)));
  }

  #removed(chunks: readonly { readonly size: number }[]): void {
    if (chunks.length === 0) return;
    const { counts } = this.#scope;
    const usage = minus(counts.usage, sumOf(chunks.map(({ size }) => usageOfChunk(size))));
    this.#scope.count({ usage, unusedChunks: counts.unusedChunks - chunks.length });
  }
}

/** Ids that the account does not hold are left out. */
export async function findChunks(
  database: Kysely<Tables>,
  account: AccountId,
  ids: readonly ChunkId[],
): Promise<Chunk[]> {
  const rows = await inSlices(ids, (slice) =>
    database
      .selectFrom('chunks')
      .select(['chunk', 'bytes', 'refs'])
      .where('account', '=', account)
      .where('chunk', 'in', slice)
      .execute(),
  );
  return rows.map(({ chunk, bytes, refs }) => ({ id: chunk, bytes: plainBytes(bytes), refs: idsIn(refs) }));
}

function idsIn(refs: StoredBytes): readonly ChunkId[] {
  return chunkIdsFromBytes(plainBytes(refs));
}

async function inSlices<Item, Result>(
  items: readonly Item[],
  work: (slice: readonly Item[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await work(items.slice(from, from + AT_ONCE))));
  return results;
}
