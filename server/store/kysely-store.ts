import { type Kysely, sql, type Transaction } from 'kysely';
import type { AccountId, ChunkId, DeviceId, EntriesPage, Entry } from '../../src/protocol/index.ts';
import { readHistory } from './account-history.ts';
import type { Announcer } from './announcer.ts';
import { ENTRY_BYTES, ENTRY_COLUMNS, entryFrom } from './entry-rows.ts';
import { findAccountKey, findPresentKey } from './kysely-account-keys.ts';
import { findChunks } from './kysely-chunks.ts';
import { findDevice, listDevices } from './kysely-devices.ts';
import { KyselySpaceReads } from './kysely-space-reads.ts';
import { openAccountTransaction } from './kysely-transaction.ts';
import { fitting, type SizedHead } from './page-fitting.ts';
import {
  type AccountTransaction,
  type CursorListener,
  type PageBounds,
  StorageUnavailableError,
  type Store,
} from './store.ts';
import type { Tables } from './tables.ts';
import type { Topic } from './topics.ts';

/** What one database does differently from another. */
export interface Backend {
  readonly database: Kysely<Tables>;
  /** Does the work for an account in a transaction; rejects with what it threw. Durable when it resolves. */
  readonly inTransaction: <Result>(
    account: AccountId,
    work: (transaction: Transaction<Tables>) => Promise<Result>,
  ) => Promise<Result>;
  /** Whether an error is the database's (busy, full, gone) and not a mistake of ours. */
  readonly isUnavailable: (error: unknown) => boolean;
  readonly announcer: Announcer;
  close(): Promise<void>;
}

/** The store on any database that Kysely speaks to, whose tables `migrate` has made. */
export class KyselyStore implements Store {
  readonly spaces = new KyselySpaceReads((work) => this.#guard(work));
  readonly #backend: Backend;
  #closed = false;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  async transact<Result>(
    account: AccountId,
    work: (transaction: AccountTransaction) => Promise<Result>,
  ): Promise<Result> {
    const { inTransaction, isUnavailable } = this.#backend;
    const { result, news } = await this.#guard(() =>
      inTransaction(account, async (transaction) => {
        const opened = await openAccountTransaction({ transaction, account, isUnavailable });
        const result = await work(opened);
        return { result, news: await opened.finish() };
      }),
    );
    for (const one of news) this.#backend.announcer.announce(one);
    return result;
  }

  changes(account: AccountId, bounds: PageBounds): Promise<EntriesPage> {
    return this.#guard(async (database) => {
      // First: what is told of it is never newer than what is read after it.
      const newest = await readCursor(database, account);
      const heads = await findHeadsAfter(database, account, bounds);
      const fit = fitting(heads, bounds);
      const last = heads[fit - 1];
      if (last === undefined) return { entries: [], cursor: newest, more: false };
      const entries = await readEntries(database, account, bounds.since, last.cursor);
      const more = fit < heads.length || entries.length < fit;
      return { entries, cursor: more ? last.cursor : Math.max(last.cursor, newest), more };
    });
  }

  findEntry(account: AccountId, id: string): Promise<Entry | undefined> {
    return this.#guard(async (database) => {
      const query = database.selectFrom('entries').select(ENTRY_COLUMNS).where('account', '=', account);
      const row = await query.where('id', '=', id).executeTakeFirst();
      return row && entryFrom(row);
    });
  }

  history(account: AccountId) {
    return this.#guard((database) => readHistory(database, account));
  }

  cursorOf(account: AccountId): Promise<number> {
    return this.#guard((database) => readCursor(database, account));
  }

  findChunks(account: AccountId, ids: readonly ChunkId[]) {
    return this.#guard((database) => findChunks(database, account, ids));
  }

  findDevice(account: AccountId, device: DeviceId) {
    return this.#guard((database) => findDevice(database, account, device));
  }

  findPresentKey(account: AccountId) {
    return this.#guard((database) => findPresentKey(database, account));
  }

  findAccountKey(publicKey: Uint8Array<ArrayBuffer>) {
    return this.#guard((database) => findAccountKey(database, publicKey));
  }

  listDevices(account: AccountId) {
    return this.#guard((database) => listDevices(database, account));
  }

  watch(topic: Topic, listener: CursorListener): () => void {
    return this.#backend.announcer.watch(topic, listener);
  }

  async check(): Promise<void> {
    await this.#guard((database) => database.selectFrom('accounts').select('account').limit(1).execute());
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#backend.close();
  }

  async #guard<Result>(work: (database: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new StorageUnavailableError('The store is closed.');
    try {
      return await work(this.#backend.database);
    } catch (cause) {
      if (this.#backend.isUnavailable(cause)) {
        throw new StorageUnavailableError('The database did not do its part.', { cause });
      }
      throw cause;
    }
  }
}

/** One more than the page may hold, to know whether there is more. Sizes only: a page of values may not fit in memory. */
function findHeadsAfter(database: Kysely<Tables>, account: AccountId, bounds: PageBounds): Promise<SizedHead[]> {
  return database
    .selectFrom('entries')
    .select(['cursor', sql<number>`${sql.raw(ENTRY_BYTES)}`.as('bytes')])
    .where('account', '=', account)
    .where('cursor', '>', bounds.since)
    .orderBy('cursor')
    .limit(bounds.entries + 1)
    .execute();
}

/** An entry that changes between the two queries has moved behind `until`, and a later page, which there is then, holds it. */
async function readEntries(database: Kysely<Tables>, account: AccountId, since: number, until: number) {
  const rows = await database
    .selectFrom('entries')
    .select(ENTRY_COLUMNS)
    .where('account', '=', account)
    .where('cursor', '>', since)
    .where('cursor', '<=', until)
    .orderBy('cursor')
    .execute();
  return rows.map(entryFrom);
}

async function readCursor(database: Kysely<Tables>, account: AccountId): Promise<number> {
  const row = await database.selectFrom('accounts').select('cursor').where('account', '=', account).executeTakeFirst();
  return row?.cursor ?? 0;
}
