import { sql } from 'kysely';
import type { Entry } from '../../src/protocol/index.ts';
import { prunedOf } from './account-history.ts';
import type { AccountScope } from './account-scope.ts';
import { chunksFrom, ENTRY_BYTES, ENTRY_COLUMNS, entryBytes, entryFrom, rowFrom } from './entry-rows.ts';
import type { KyselyChunks } from './kysely-chunks.ts';
import type { EntryHead, TombstoneBounds } from './store.ts';
import { totalOf } from './total-of.ts';
import { minus, plus, ROW_BYTES, sumOf, type Usage, usageOf, usageOfTombstone } from './usage.ts';

/** The entries of the account that a transaction has open. */
export class KyselyEntries {
  readonly #scope: AccountScope;
  readonly #chunks: KyselyChunks;
  /** What was found last, so that whoever looks before he puts does not have it read twice. */
  #found: ReadonlyMap<string, EntryHead | undefined> = new Map();

  constructor(scope: AccountScope, chunks: KyselyChunks) {
    this.#scope = scope;
    this.#chunks = chunks;
  }

  async findHeads(ids: readonly string[]): Promise<EntryHead[]> {
    const heads = await this.#readHeads(ids);
    const byId = new Map(heads.map((head) => [head.id, head]));
    this.#found = new Map(ids.map((id) => [id, byId.get(id)]));
    return heads;
  }

  async find(ids: readonly string[]): Promise<Entry[]> {
    if (ids.length === 0) return [];
    const rows = await this.#rows(ids).select(ENTRY_COLUMNS).execute();
    return rows.map(entryFrom);
  }

  async put(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    const { account, counts } = this.#scope;
    const replaced = await this.#headsOf(entries.map(({ id }) => id));
    const rows = entries.map((entry, index) => rowFrom(account, entry, counts.cursor + index + 1));
    await this.#scope.database
      .insertInto('entries')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['account', 'id']).doUpdateSet(({ ref }) => ({
          clock: ref('excluded.clock'),
          tombstone: ref('excluded.tombstone'),
          value: ref('excluded.value'),
          chunks: ref('excluded.chunks'),
          cursor: ref('excluded.cursor'),
        })),
      )
      .execute();
    this.forget();
    const usage = minus(plus(counts.usage, sumOf(entries.map(usageOfEntry))), sumOf(replaced.map(usageOfHead)));
    this.#scope.count({ cursor: counts.cursor + entries.length, usage });
    await this.#chunks.recount(replaced, entries);
  }

  /** Gives how many there were. */
  async removeAll(): Promise<number> {
    const { account, counts, database } = this.#scope;
    const held = await database
      .selectFrom('entries')
      .select(({ fn }) => [
        fn.countAll<number>().as('rows'),
        totalOf(ENTRY_BYTES).as('bytes'),
        totalOf('tombstone').as('tombstones'),
      ])
      .where('account', '=', account)
      .executeTakeFirstOrThrow();
    await database.deleteFrom('entries').where('account', '=', account).execute();
    this.forget();
    const usage = { bytes: held.bytes + ROW_BYTES * held.rows, entries: held.rows - held.tombstones };
    this.#scope.count({ usage: minus(counts.usage, usage) });
    return held.rows;
  }

  /** As `AccountTransaction` has it. A tombstone has no chunks. */
  async removeTombstones({ until, before, most }: TombstoneBounds): Promise<number> {
    const { account, counts, database } = this.#scope;
    const old = await database
      .selectFrom('entries')
      .select(['cursor', 'clock', sql<number>`${sql.raw(ENTRY_BYTES)}`.as('bytes')])
      .where('account', '=', account)
      .where((is) => is('tombstone', '=', is.lit(1)))
      .where('cursor', '<=', until)
      .where(sql<string>`substr(clock, 1, 12)`, '<', timeDigits(before))
      .orderBy('cursor')
      .limit(most)
      .execute();
    if (old.length === 0) return 0;
    const cursors = old.map(({ cursor }) => cursor);
    await database.deleteFrom('entries').where('account', '=', account).where('cursor', 'in', cursors).execute();
    this.forget();
    const usage = minus(counts.usage, sumOf(old.map(({ bytes }) => usageOfTombstone(bytes))));
    this.#scope.count({ usage, history: prunedOf(counts.history, old) });
    return old.length;
  }

  /** What was found is not to be relied on any more. */
  forget(): void {
    this.#found = new Map();
  }

  async #headsOf(ids: readonly string[]): Promise<EntryHead[]> {
    const unknown = ids.filter((id) => !this.#found.has(id));
    const known = ids.flatMap((id) => this.#found.get(id) ?? []);
    return [...known, ...(await this.#readHeads(unknown))];
  }

  async #readHeads(ids: readonly string[]): Promise<EntryHead[]> {
    if (ids.length === 0) return [];
    const rows = await this.#rows(ids)
      .select(['id', 'clock', 'tombstone', 'chunks', sql<number>`${sql.raw(ENTRY_BYTES)}`.as('bytes')])
      .execute();
    return rows.map(({ tombstone, chunks, ...head }) => ({
      ...head,
      isTombstone: tombstone !== 0,
      ...chunksFrom(chunks),
    }));
  }

  #rows(ids: readonly string[]) {
    const { account, database } = this.#scope;
    return database.selectFrom('entries').where('account', '=', account).where('id', 'in', ids);
  }
}

/** How a clock of this time begins, whatever it goes on with. */
function timeDigits(time: number): string {
  return Math.max(0, Math.floor(time)).toString(16).padStart(12, '0');
}

function usageOfEntry(entry: Entry): Usage {
  return usageOfHead({ isTombstone: entry.isTombstone, bytes: entryBytes(entry) });
}

function usageOfHead({ isTombstone, bytes }: Pick<EntryHead, 'isTombstone' | 'bytes'>): Usage {
  return isTombstone ? usageOfTombstone(bytes) : usageOf(bytes);
}
