import type {
  AccountId,
  Chunk,
  ChunkId,
  Clock,
  DeviceId,
  EntriesPage,
  Entry,
  History,
  PartId,
  SpaceId,
} from '../../src/protocol/index.ts';
import type { AccountDevices, AccountKeys, StoredAccountKey, StoredDevice } from './key-store.ts';
import type { SpaceReads, SpaceTransaction } from './space-store.ts';
import type { Topic } from './topics.ts';
import type { Usage } from './usage.ts';

/** An answer as it went over the wire, so that it can be given again byte for byte. */
export interface KeptAnswer {
  readonly status: number;
  /** Empty where there is no body. */
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What one idempotency key stood for. `createdAt` is milliseconds since 1970; of one that is never swept, the end of time. */
export interface IdempotencyRecord {
  readonly key: string;
  readonly fingerprint: string;
  readonly answer: KeptAnswer;
  readonly createdAt: number;
}

/** An entry without its value; `bytes` are those of the value, and of the names of its chunks. */
export interface EntryHead {
  readonly id: string;
  readonly clock: Clock;
  readonly isTombstone: boolean;
  readonly bytes: number;
  readonly chunks?: readonly ChunkId[];
}

/** A part of a value that no delta has named yet. */
export interface StoredPart {
  readonly id: PartId;
  readonly bytes: Uint8Array;
}

/** `createdAt` is milliseconds since 1970. */
export interface NewPart extends StoredPart {
  readonly createdAt: number;
}

/** A part without its bytes. */
export interface PartSize {
  readonly id: PartId;
  readonly size: number;
}

/** A page holds the changes after `since`, at most `entries` of them and about `bytes` of values, but at least one. */
export interface PageBounds {
  readonly since: number;
  readonly entries: number;
  readonly bytes: number;
}

/** A chunk without its bytes. `uses` are the entries that name it, and the lists that are in use and name it. */
export interface ChunkHead {
  readonly id: ChunkId;
  readonly refs: readonly ChunkId[];
  readonly uses: number;
}

/** The chunks of one account inside one transaction. Times are in milliseconds since 1970. */
export interface AccountChunks {
  /** How many there are that nothing uses. */
  readonly unused: number;
  /** Keeps those that are not there yet. One that is there stays as it is; if nothing uses it, it counts as new. */
  put(chunks: readonly Chunk[], at: number): Promise<void>;
  /** Ids that the account does not hold are left out. */
  findHeads(ids: readonly ChunkId[]): Promise<ChunkHead[]>;
  /** Removes what nothing has used since before `before`, where what nobody knew to be unused is so from `now` on. */
  collect(times: { readonly now: number; readonly before: number }): Promise<void>;
}

export interface TombstoneBounds {
  readonly until: number;
  readonly before: number;
  readonly most: number;
}

/** What can be done with one account inside one transaction. Useless once that has ended. */
export interface AccountTransaction {
  /** The number of the account's newest change, those of this transaction included; 0 before the first. */
  readonly cursor: number;
  /** Grows with every device that is revoked: as long as it is the same, whoever could write still can. */
  readonly deviceGeneration: number;
  /** What the account holds, this transaction's changes included; at most more by what others have freed since. */
  readonly usage: Usage;
  /** As `Store.history`, this transaction's changes included. */
  readonly history: History;
  /** What `notePruned` was told last; 0 before. */
  readonly prunedAt: number;
  readonly devices: AccountDevices;
  readonly chunks: AccountChunks;
  readonly keys: AccountKeys;
  findRecord(key: string): Promise<IdempotencyRecord | undefined>;
  keepRecord(record: IdempotencyRecord): Promise<void>;
  removeRecord(key: string): Promise<void>;
  /** Removes the records that were kept before `time`, in milliseconds since 1970. */
  removeRecordsBefore(time: number): Promise<void>;
  /** Ids that the account does not hold are left out. */
  findHeads(ids: readonly string[]): Promise<EntryHead[]>;
  /** Ids that the account does not hold are left out. */
  findEntries(ids: readonly string[]): Promise<Entry[]>;
  /**
   * Puts each entry in the place of the one with its id, and gives each the next cursor. The chunks that it names have to be there,
   * and what they name, which names nothing itself.
   */
  putEntries(entries: readonly Entry[]): Promise<void>;
  /**
   * Removes the oldest `most` tombstones of changes up to the cursor `until`, whose clock is of before `before` (milliseconds since
   * 1970), and gives how many there were. The history says of which they were.
   */
  removeTombstones(bounds: TombstoneBounds): Promise<number>;
  /** That all tombstones were removed that are to be, at `at` milliseconds since 1970. */
  notePruned(at: number): void;
  /** A part that is there already counts as new. */
  putPart(part: NewPart): Promise<void>;
  /** Ids that the account does not hold are left out. */
  findPartSizes(ids: readonly PartId[]): Promise<PartSize[]>;
  /** Ids that the account does not hold are left out. */
  findParts(ids: readonly PartId[]): Promise<StoredPart[]>;
  removeParts(ids: readonly PartId[]): Promise<void>;
  /** Removes the parts that were put before `time`, in milliseconds since 1970. */
  removePartsBefore(time: number): Promise<void>;
  /**
   * Removes all entries, chunks and parts, and gives how many entries there were. Cursors that were given out stay so; the
   * history is another one from then on, of which nothing was pruned.
   */
  removeAll(): Promise<number>;
  /** How many spaces the account is a member of. */
  countSpaces(): Promise<number>;
  /**
   * Makes room: takes what others have freed of what the account holds (a message that an owner deleted) off its usage, and removes
   * the chunks that were in use and are not any more.
   */
  collectFreed(): Promise<void>;
  /**
   * Locks a space, so that nothing else changes it before this transaction has ended; nothing for one that there is not, or not
   * any more. A transaction has one space at most, so that no two of them ever wait for each other.
   */
  enterSpace(space: SpaceId): Promise<SpaceTransaction | undefined>;
  /** Locks the space with this id, which is made if there never was one; nothing for one that there is not any more. */
  foundSpace(space: SpaceId): Promise<SpaceTransaction | undefined>;
  /**
   * Runs `work` so that it can fail alone: when it throws, nothing of it remains, the cursor included, the error comes through,
   * and the transaction goes on. Only after a `StorageUnavailableError` does it not: then the whole transaction fails with it.
   * One attempt at a time, though one may hold others.
   */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>;
}

export type CursorListener = (cursor: number) => void;

/**
 * Where accounts live. Each method throws `StorageUnavailableError` when the database does not do its part; trying again is safe.
 * `store-contract.ts` says in tests what every store must keep.
 */
export interface Store {
  /** What can be read of spaces, whoever asks: who may is looked at by others. */
  readonly spaces: SpaceReads;
  /**
   * Runs `work` in one transaction that no other transaction of this account runs beside.
   * All of it is durable when the promise resolves; when `work` throws, nothing of it remains and the error comes through.
   */
  transact<Result>(account: AccountId, work: (transaction: AccountTransaction) => Promise<Result>): Promise<Result>;
  /**
   * Changes in the order of their cursors. Where there is no `more`, the page's cursor is the account's, be it before `since`, and these
   * and what was before `since` are all that the account held at that cursor.
   */
  changes(account: AccountId, bounds: PageBounds): Promise<EntriesPage>;
  /** Ids that the account does not hold are left out. */
  findChunks(account: AccountId, ids: readonly ChunkId[]): Promise<Chunk[]>;
  findEntry(account: AccountId, id: string): Promise<Entry | undefined>;
  /** Which history the account's changes are; nothing of an account of which nothing was ever written. */
  history(account: AccountId): Promise<History | undefined>;
  /** `generation` is that of the account's devices at the same moment. */
  findDevice(
    account: AccountId,
    device: DeviceId,
  ): Promise<(StoredDevice & { readonly generation: number }) | undefined>;
  /** The account's key; nothing of one that has its first key still. */
  findPresentKey(account: AccountId): Promise<StoredAccountKey | undefined>;
  /** Whose key it is or was, and of which epoch; nothing of one that no account was given in the place of another. */
  findAccountKey(
    publicKey: Uint8Array<ArrayBuffer>,
  ): Promise<{ readonly account: AccountId; readonly epoch: number } | undefined>;
  /** The oldest first. */
  listDevices(account: AccountId): Promise<StoredDevice[]>;
  /** The number of the account's newest change; 0 before the first. */
  cursorOf(account: AccountId): Promise<number>;
  /**
   * Has `listener`, which must not throw, told the topic's cursor after every commit that changed it, whoever made it.
   * A cursor may be left out when a later one is told. Ends with the function that it gives.
   */
  watch(topic: Topic, listener: CursorListener): () => void;
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
