import type { AccountId, Entry, History, PartId, SpaceId } from '../../src/protocol/index.ts';
import { HISTORY_COLUMNS, historyColumns, historyFrom, newGeneration } from './account-history.ts';
import { AccountScope, type SpaceCounts, type TransactionOptions } from './account-scope.ts';
import { KyselyAccountKeys } from './kysely-account-keys.ts';
import { KyselyChunks } from './kysely-chunks.ts';
import { KyselyDevices } from './kysely-devices.ts';
import { KyselyEntries } from './kysely-entries.ts';
import { KyselyParts } from './kysely-parts.ts';
import { KyselyRecords } from './kysely-records.ts';
import { enterSpace, foundSpace } from './kysely-space-transaction.ts';
import type { SpaceTransaction } from './space-store.ts';
import type { AccountTransaction, IdempotencyRecord, NewPart, TombstoneBounds } from './store.ts';
import { devicesTopic, entriesTopic, membershipsTopic, type News, spaceTopic } from './topics.ts';
import { minus, sumOf, type Usage } from './usage.ts';

/** Writes to the account's row first: that is the lock under which its cursors are given out in the order of the commits. */
export async function openAccountTransaction(options: TransactionOptions): Promise<KyselyAccountTransaction> {
  const generation = newGeneration();
  const row = await options.transaction
    .insertInto('accounts')
    .values({ account: options.account, cursor: 0, generation })
    .onConflict((conflict) =>
      conflict.column('account').doUpdateSet(({ fn, ref }) => ({
        generation: fn.coalesce(ref('accounts.generation'), ref('excluded.generation')),
      })),
    )
    .returning(['cursor', 'device_generation', 'used_bytes', 'used_entries', 'unused_chunks', 'pruned_at'])
    .returning(HISTORY_COLUMNS)
    .executeTakeFirstOrThrow();
  const { cursor, device_generation: deviceGeneration, unused_chunks: unusedChunks, pruned_at: prunedAt } = row;
  const usage = { bytes: row.used_bytes, entries: row.used_entries };
  const history = historyFrom(row, row.generation ?? generation);
  const counts = { cursor, deviceGeneration, usage, unusedChunks, history, prunedAt, space: undefined };
  return new KyselyAccountTransaction(new AccountScope(options, counts));
}

export class KyselyAccountTransaction implements AccountTransaction {
  readonly devices: KyselyDevices;
  readonly chunks: KyselyChunks;
  readonly keys: KyselyAccountKeys;
  readonly #scope: AccountScope;
  readonly #entries: KyselyEntries;
  readonly #parts: KyselyParts;
  readonly #records: KyselyRecords;
  #space: SpaceTransaction | undefined;

  constructor(scope: AccountScope) {
    this.#scope = scope;
    this.chunks = new KyselyChunks(scope);
    this.#entries = new KyselyEntries(scope, this.chunks);
    this.#parts = new KyselyParts(scope);
    this.#records = new KyselyRecords(scope);
    this.keys = new KyselyAccountKeys(scope);
    this.devices = new KyselyDevices(
      () => scope.database,
      scope.account,
      () => scope.count({ deviceGeneration: this.deviceGeneration + 1 }),
    );
  }

  get cursor(): number {
    return this.#scope.counts.cursor;
  }

  get deviceGeneration(): number {
    return this.#scope.counts.deviceGeneration;
  }

  get usage(): Usage {
    return this.#scope.counts.usage;
  }

  get history(): History {
    return this.#scope.counts.history;
  }

  findRecord(key: string) {
    return this.#records.find(key);
  }

  keepRecord(record: IdempotencyRecord) {
    return this.#records.keep(record);
  }

  removeRecord(key: string) {
    return this.#records.remove(key);
  }

  removeRecordsBefore(time: number) {
    return this.#records.removeBefore(time);
  }

  findHeads(ids: readonly string[]) {
    return this.#entries.findHeads(ids);
  }

  findEntries(ids: readonly string[]) {
    return this.#entries.find(ids);
  }

  putEntries(entries: readonly Entry[]) {
    return this.#entries.put(entries);
  }

  get prunedAt(): number {
    return this.#scope.counts.prunedAt;
  }

  removeTombstones(bounds: TombstoneBounds) {
    return this.#entries.removeTombstones(bounds);
  }

  notePruned(at: number): void {
    this.#scope.count({ prunedAt: at });
  }

  putPart(part: NewPart) {
    return this.#parts.put(part);
  }

  findPartSizes(ids: readonly PartId[]) {
    return this.#parts.findSizes(ids);
  }

  findParts(ids: readonly PartId[]) {
    return this.#parts.find(ids);
  }

  removeParts(ids: readonly PartId[]) {
    return this.#parts.remove(ids);
  }

  removePartsBefore(time: number) {
    return this.#parts.removeBefore(time);
  }

  async removeAll(): Promise<number> {
    await this.#parts.removeAll();
    await this.chunks.removeAll();
    const { epoch } = this.history;
    this.#scope.count({ history: { generation: newGeneration(), epoch, prunedCursor: 0, prunedClock: null } });
    return await this.#entries.removeAll();
  }

  async countSpaces(): Promise<number> {
    const { account, database } = this.#scope;
    const { spaces } = await database
      .selectFrom('members')
      .select(({ fn }) => fn.countAll<number>().as('spaces'))
      .where('account', '=', account)
      .executeTakeFirstOrThrow();
    return spaces;
  }

  async collectFreed(): Promise<void> {
    const { account, database } = this.#scope;
    const freed = await database
      .deleteFrom('freed')
      .where('account', '=', account)
      .returning(['bytes', 'entries'])
      .execute();
    if (freed.length > 0) this.#scope.count({ usage: minus(this.usage, sumOf(freed)) });
    await this.chunks.collectReleased();
  }

  enterSpace(space: SpaceId): Promise<SpaceTransaction | undefined> {
    return this.#openSpace(space, enterSpace);
  }

  foundSpace(space: SpaceId): Promise<SpaceTransaction | undefined> {
    return this.#openSpace(space, foundSpace);
  }

  async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await this.#scope.attempt(work);
    } catch (error) {
      this.#entries.forget();
      throw error;
    }
  }

  /**
   * Writes once what was counted, and gives what there is to tell after the commit. To be called last, before that.
   * @throws StorageUnavailableError when an attempt had to do without the database.
   */
  async finish(): Promise<readonly News[]> {
    const { counts, database } = this.#scope;
    await this.#writeAccount();
    const { space } = counts;
    if (space === undefined || space.cursor === space.cursorAtStart) return this.#news();
    await database.updateTable('spaces').set({ cursor: space.cursor }).where('space', '=', space.space).execute();
    // Who is no member any more is told so first.
    return [...this.#news(), ...(await this.#writeMemberships([...space.memberships])), newsOf(space)];
  }

  /**
   * These are rows of other accounts, too. They are the last that is locked, and in the order of their names, so that no two
   * transactions wait for each other.
   */
  async #writeMemberships(accounts: readonly AccountId[]): Promise<News[]> {
    if (accounts.length === 0) return [];
    const changed = await this.#scope.database
      .insertInto('memberships')
      .values([...accounts].sort().map((account) => ({ account, changes: 1 })))
      .onConflict((conflict) =>
        conflict.column('account').doUpdateSet(({ eb, ref }) => ({ changes: eb(ref('memberships.changes'), '+', 1) })),
      )
      .returning(['account', 'changes'])
      .execute();
    return changed.map(({ account, changes }) => ({ topic: membershipsTopic(account), cursor: changes }));
  }

  async #writeAccount(): Promise<void> {
    const { account, atStart, counts, database } = this.#scope;
    const { cursor, deviceGeneration, usage, unusedChunks, history, prunedAt } = counts;
    const isUnchanged =
      cursor === atStart.cursor &&
      deviceGeneration === atStart.deviceGeneration &&
      usage === atStart.usage &&
      unusedChunks === atStart.unusedChunks &&
      history === atStart.history &&
      prunedAt === atStart.prunedAt;
    if (isUnchanged) return;
    const used = { used_bytes: usage.bytes, used_entries: usage.entries, unused_chunks: unusedChunks };
    await database
      .updateTable('accounts')
      .set({ cursor, device_generation: deviceGeneration, pruned_at: prunedAt, ...used, ...historyColumns(history) })
      .where('account', '=', account)
      .execute();
  }

  #news(): News[] {
    const { account, atStart, counts } = this.#scope;
    const entries = { topic: entriesTopic(account), cursor: counts.cursor };
    const devices = { topic: devicesTopic(account), cursor: counts.deviceGeneration };
    return [
      ...(counts.cursor === atStart.cursor ? [] : [entries]),
      ...(counts.deviceGeneration === atStart.deviceGeneration ? [] : [devices]),
    ];
  }

  /** One that was entered in an attempt that was undone has to be entered again. */
  async #openSpace(space: SpaceId, open: typeof enterSpace): Promise<SpaceTransaction | undefined> {
    const entered = this.#scope.counts.space?.space;
    if (entered === undefined) this.#space = await open(this.#scope, space);
    else if (entered !== space) throw new Error(`The space ${entered} is open already: a transaction has one at most.`);
    return this.#space;
  }
}

function newsOf({ space, cursor }: SpaceCounts): News {
  return { topic: spaceTopic(space), cursor };
}
