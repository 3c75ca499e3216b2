import type { ChunkId, Clock } from '../../protocol/index.ts';
import type { BrokenRow, ChunkRow, DirtyRow, EntryRow, JournalState, LoserRow } from './rows.ts';

/** One transaction. What is asked for is asked for before anything else is awaited, or the transaction ends. */
export interface JournalDraft {
  /** In the order of the ids. */
  readonly get: (ids: readonly string[]) => Promise<readonly (EntryRow | undefined)[]>;
  readonly ids: () => Promise<readonly string[]>;
  readonly put: (row: EntryRow) => void;
  readonly remove: (id: string) => void;
  readonly state: () => Promise<JournalState>;
  readonly setState: (state: JournalState) => void;
  readonly putLoser: (row: LoserRow) => void;
  readonly removeLoser: (id: string) => void;
  /** Of an entry, by its id. */
  readonly removeLosersOf: (entry: string) => void;
  readonly putBroken: (row: BrokenRow) => void;
  readonly removeBroken: (id: string) => void;
  readonly chunkIds: () => Promise<readonly ChunkId[]>;
  /** In the order of the ids. */
  readonly chunks: (ids: readonly ChunkId[]) => Promise<readonly (ChunkRow | undefined)[]>;
  readonly putChunk: (row: ChunkRow) => void;
  readonly removeChunk: (id: ChunkId) => void;
  /** Chunks that a version of an entry names itself: one that stands, is acknowledged, has lost, or cannot be opened. */
  readonly namedChunks: () => Promise<readonly ChunkId[]>;
}

/** A collection's blind id with the newest clock in it that was not acknowledged, and an entry that has it. */
export interface DirtyMark {
  readonly collection: string;
  readonly newest: Clock;
  readonly entry: string;
}

/** What one transaction has read. */
export interface JournalView {
  readonly rows: readonly (EntryRow | undefined)[];
  readonly state: JournalState;
}

/**
 * Where a journal lives. Rows that cannot be read are left out, and `get` gives nothing for them. Throws JournalError
 * `storage-full` or `storage-unavailable`; nothing of a `change` that throws remains.
 */
export interface JournalStore {
  readonly change: <Result>(edit: (draft: JournalDraft) => Promise<Result>) => Promise<Result>;
  /** Rows in the order of the ids, and the state beside them. */
  readonly read: (ids: readonly string[]) => Promise<JournalView>;
  readonly inCollection: (collection: string) => Promise<readonly EntryRow[]>;
  /** The rows of a collection that were not acknowledged, oldest clock first, without touching any other. */
  readonly dirtyIn: (collection: string) => Promise<readonly DirtyRow[]>;
  readonly dirtyMarks: () => Promise<readonly DirtyMark[]>;
  readonly ids: () => Promise<readonly string[]>;
  readonly state: () => Promise<JournalState>;
  readonly losers: () => Promise<readonly LoserRow[]>;
  readonly broken: () => Promise<readonly BrokenRow[]>;
  readonly chunkIds: () => Promise<readonly ChunkId[]>;
  /** In the order of the ids. */
  readonly chunks: (ids: readonly ChunkId[]) => Promise<readonly (ChunkRow | undefined)[]>;
  readonly unsentChunks: () => Promise<readonly ChunkId[]>;
  /** What is asked of it from now on is `storage-unavailable`: it must not make again what another one removes. */
  readonly close: () => void;
  /** Removes all that it holds. */
  readonly destroy: () => Promise<void>;
}
