import type { PairingHead } from '../account/index.ts';
import type { AccountId, Chunk, ChunkId, Clock, DeltaAnswer, PartId, SentEntry } from '../protocol/index.ts';
import type { JournalEpochs } from './epochs/journal-epochs.ts';
import type { Standing } from './heads/history-state.ts';

/** What an entry can hold: whatever CBOR carries without tags. Objects are compared whatever the order of their keys. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Value[]
  | { readonly [key: string]: Value };

/** One write of a save. Without a value the entry is deleted. */
export type Change =
  | { readonly collection: string; readonly key: string; readonly value: Value }
  | { readonly collection: string; readonly key: string; readonly isDeleted: true };

/** An account's settings on this device. Everything it keeps is sealed, names included. */
export interface Journal {
  readonly account: AccountId;
  /** 16 hex digits: the last part of this device's clocks. */
  readonly device: string;
  readonly collection: (name: string) => Collection;
  /** What a collection is called where names must not be read: in the outbox and at the server. */
  readonly collectionId: (name: string) => Promise<string>;

  /**
   * The writes of one save: they share one tick, are stored in one transaction, and are marked dirty in it. Writes that change
   * nothing are left out. Gives the collections that changed.
   * @throws JournalError `invalid-value`, `entry-immutable`, `storage-full`, `storage-unavailable`
   */
  readonly batch: (changes: readonly Change[]) => Promise<readonly string[]>;
  /** Everything of these collections that the server has not acknowledged, as it is to be sent; empty when there is nothing. */
  readonly delta: (collections: readonly string[]) => Promise<readonly Delta[]>;
  /** The same for who knows the collections by their blind ids alone. */
  readonly deltaByIds: (collections: readonly string[]) => Promise<readonly Delta[]>;
  /** What has not been acknowledged, by collection. */
  readonly dirty: () => Promise<readonly DirtyCollection[]>;
  /** Chunks that a delta names, sealed; those that are not here any more are left out. */
  readonly chunks: (ids: readonly ChunkId[]) => Promise<readonly Chunk[]>;
  /** Takes in that the server has these chunks now, or has them no more. */
  readonly markChunks: (ids: readonly ChunkId[], are: 'sent' | 'unsent') => Promise<void>;
  /** Takes in the answer to a delta: entries edited since then stay dirty, newer ones of the server's are adopted. */
  readonly acknowledge: (sent: readonly SentEntry[], answer: DeltaAnswer) => Promise<void>;
  /** The server found a clock too far ahead: `serverNow` is its time. Dirty entries keep their order and get earlier clocks. */
  readonly correct: (serverNow: number) => Promise<void>;
  /** Takes back what the server has not acknowledged of these collections. */
  readonly revert: (collections: readonly string[]) => Promise<void>;

  /** Reads from the server whatever changed since the last time, one pull at a time over all tabs and the worker. */
  readonly pull: (options: PullOptions) => Promise<PullReport>;
  /** The number of the server's newest change that this device has. */
  readonly cursor: () => Promise<number>;

  /** Values that lost against another device's, kept until somebody has looked at them. Oldest first. */
  readonly losers: () => Promise<readonly Loser[]>;
  /** Writes the losing value again, as a new edit. */
  readonly keepMine: (loser: Loser) => Promise<void>;
  /** Lets the losing value go. */
  readonly keepTheirs: (loser: Loser) => Promise<void>;
  /** Entries that cannot be opened: kept as they came, and passed over. A good version takes an entry off the list. */
  readonly broken: () => Promise<readonly BrokenEntry[]>;

  /** Whether this device sends what it saves; it reads in any case. */
  readonly isSyncOn: () => Promise<boolean>;
  readonly setSyncOn: (isOn: boolean) => Promise<void>;
  /** Marks everything dirty: the server has removed what it had. */
  readonly forgetServer: () => Promise<void>;

  /** The keys that it seals under, and how they change. */
  readonly epochs: () => Promise<JournalEpochs>;

  /** What is held of the server's word, and whether this device had been away for too long. */
  readonly history: () => Promise<JournalHistory>;
  /**
   * The person's word that the server's history is the true one, after a backup was restored for instance: everything is to
   * be sent, and what the server has is read from the beginning.
   */
  readonly trustServer: () => Promise<void>;
  /** What a pairing code says of the server; nothing before this device has read it, or while it doubts it. */
  readonly head: () => Promise<PairingHead | undefined>;
  /** The server is not believed before it shows at least what this head speaks of. Before the first pull of a new device. */
  readonly expectHead: (head: PairingHead) => Promise<void>;
  /** The server has pruned deletions that this device may not know of: everything is read again before anything is sent. */
  readonly readAgain: () => Promise<void>;

  /** Calls `listener` after every change, of whatever tab or worker; gives the way to stop. */
  readonly watch: (listener: (change: JournalChanged) => void) => () => void;
  readonly close: () => void;
  /** Closes it, and removes all that this device has of it. */
  readonly destroy: () => Promise<void>;
}

export interface JournalHistory {
  readonly standing: Standing;
  /** Whether everything is to be read again before anything is sent. */
  readonly isRereading: boolean;
  /** When that was last done, in milliseconds since 1970. */
  readonly returnedAt: number | undefined;
}

/** One group of entries, as `profile`, `preferences`, `space:42`. */
export interface Collection {
  readonly name: string;
  readonly set: (key: string, value: Value) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
  /** `undefined` for an entry that is not there, or is deleted. @throws JournalError `entry-broken` */
  readonly get: (key: string) => Promise<Value | undefined>;
  /** All that is there, by key; what cannot be opened is left out. */
  readonly list: () => Promise<ReadonlyMap<string, Value>>;
  /** Calls `listener` whenever the collection may have changed. */
  readonly watch: (listener: () => void) => () => void;
}

/** One request's worth of sealed entries, ready to be sent. Names nothing in plain words. */
export interface Delta {
  /** Blind ids of the collections that it has entries of. */
  readonly collections: readonly string[];
  readonly entries: number;
  /** The newest clock in it: whoever is older than that, in these collections, is in it. */
  readonly newest: Clock;
  /** The body of the request that commits it. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** To be at the server before the commit: parts of values that are too large for it. */
  readonly parts: readonly Part[];
  /** The same of chunks of large values: those that the server is not known to have. */
  readonly chunks: readonly ChunkId[];
}

export interface Part {
  readonly id: PartId;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface DirtyCollection {
  readonly name: string;
  /** Blind. */
  readonly id: string;
  /** The newest clock that was not acknowledged. */
  readonly newest: Clock;
}

export interface PullOptions {
  /** Gives the page's or the worker's own `fetch`, with whatever proves whose request it is. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The server's origin. */
  readonly origin: string;
  readonly signal?: AbortSignal;
}

/** What one pull has brought. */
export interface PullReport {
  readonly adopted: number;
  readonly broken: number;
}

/** A value that lost against another device's newer one. */
export interface Loser {
  /** Names this loser and no other. */
  readonly id: string;
  readonly collection: string;
  readonly key: string;
  /** `undefined` when it was a deletion. */
  readonly mine: Value | undefined;
  readonly theirs: Value | undefined;
  readonly clock: Clock;
}

/**
 * Why an entry cannot be opened: this device has no key of its epoch; its bytes are not what its own device sealed; the server
 * does not give all chunks of a large value; or this version of the app has no codec of the name that it was written with.
 */
export type BrokenReason = 'unknown-epoch' | 'not-authentic' | 'malformed' | 'chunk-missing' | 'unknown-codec';

export interface BrokenEntry {
  readonly id: string;
  readonly clock: Clock;
  readonly reason: BrokenReason;
}

/** Told to every tab and to the worker. */
export interface JournalChanged {
  readonly type: 'backhaul:journal-changed';
  /** Blind ids. */
  readonly collections: readonly string[];
  /** `pulled`: a page was read; `caught-up`: there is nothing more to be read; `keys`: they were changed, or sealed under. */
  readonly cause: 'saved' | 'acknowledged' | 'pulled' | 'caught-up' | 'reverted' | 'settings' | 'keys';
}

/** How entries of one kind are treated, by the collection's and the entry's name. */
export type EntryKind =
  /** The newest value counts; one of this device's that the other device had not seen is offered back. */
  | 'register'
  /** Written once: another value for it is refused here, and kept when it comes from elsewhere. */
  | 'immutable'
  /** Whatever it replaces from elsewhere is kept until somebody has looked at it. */
  | 'keeps-losers';

/**
 * Another form of a value, which costs less: lists of byte numbers as byte strings, say. What is sealed names the codec, so that a
 * value is read by the one that it was written with.
 */
export interface ValueCodec {
  /** Never changes its meaning: another form takes another name. */
  readonly name: string;
  readonly encode: (value: Value) => Value;
  /** Undoes `encode`. */
  readonly decode: (value: Value) => Value;
}

/** The codec that an entry is written with; `undefined` for none. */
export type CodecOf = (collection: string, key: string) => ValueCodec | undefined;

export type KindOf = (collection: string, key: string) => EntryKind;
