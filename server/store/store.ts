import type { AccountId, Clock, Entry, SettingsPage } from '../../src/protocol/index.ts';

/** An answer as it went over the wire, so that it can be given again byte for byte. */
export interface KeptAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What one idempotency key stood for. `createdAt` is milliseconds since 1970. */
export interface IdempotencyRecord {
  readonly key: string;
  readonly fingerprint: string;
  readonly answer: KeptAnswer;
  readonly createdAt: number;
}

/** An entry without its value; `bytes` is the value's length, 0 for a tombstone. */
export interface EntryHead {
  readonly id: string;
  readonly clock: Clock;
  readonly bytes: number;
}

/** A page holds the changes after `since`, at most `entries` of them and about `bytes` of values, but at least one. */
export interface PageBounds {
  readonly since: number;
  readonly entries: number;
  readonly bytes: number;
}

/** What can be done with one account inside one transaction. Useless once that has ended. */
export interface AccountTransaction {
  /** The number of the account's newest change, those of this transaction included; 0 before the first. */
  readonly cursor: number;
  findRecord(key: string): Promise<IdempotencyRecord | undefined>;
  keepRecord(record: IdempotencyRecord): Promise<void>;
  /** Ids that the account does not hold are left out. */
  findHeads(ids: readonly string[]): Promise<EntryHead[]>;
  /** Ids that the account does not hold are left out. */
  findEntries(ids: readonly string[]): Promise<Entry[]>;
  /** Puts each entry in the place of the one with its id, and gives each the next cursor. */
  putEntries(entries: readonly Entry[]): Promise<void>;
  /**
   * Runs `work` so that it can fail alone: when it throws, nothing of it remains, the cursor included, the error comes through,
   * and the transaction goes on. Only after a `StorageUnavailableError` does it not: then the whole transaction fails with it.
   * One attempt at a time, though one may hold others.
   */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>;
}

/**
 * Where accounts live. Each method throws `StorageUnavailableError` when the database does not do its part; trying again is safe.
 * `store-contract.ts` says in tests what every store must keep.
 */
export interface Store {
  /**
   * Runs `work` in one transaction that no other transaction of this account runs beside.
   * All of it is durable when the promise resolves; when `work` throws, nothing of it remains and the error comes through.
   */
  transact<Result>(account: AccountId, work: (transaction: AccountTransaction) => Promise<Result>): Promise<Result>;
  /** Changes in the order of their cursors. A `since` that lies beyond the newest change is answered with that one's cursor. */
  changes(account: AccountId, bounds: PageBounds): Promise<SettingsPage>;
  /** Resolves when the database answers a query. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The database is busy, full, unreadable or closed. Nothing was changed as far as is known: try again. */
export class StorageUnavailableError extends Error {
  override readonly name = 'StorageUnavailableError';
  readonly code = 'storage-unavailable';
}

/** The database cannot be opened at all; `message` says for a person why, and what to do. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
  readonly code = 'store-unusable';
}
