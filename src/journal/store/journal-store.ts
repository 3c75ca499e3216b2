import type { Clock } from '../../protocol/index.ts';
import type { BrokenRow, DirtyRow, EntryRow, JournalState, LoserRow } from './rows.ts';

/** A table of a store as IndexedDB has it, for those who keep rows of their own beside the entries. */
export interface Table extends ReadTable {
  put(row: { readonly id: string; readonly [field: string]: unknown }): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export interface ReadTable {
  get(key: string): Promise<unknown>;
  /** The same key, where there is such a row; nothing where there is none. */
  getKey(key: string): Promise<unknown>;
  getAllKeys(): Promise<readonly unknown[]>;
  index(name: string): ReadIndex;
}

export interface ReadIndex {
  /** The key of a row that the index has under this one. */
  getKey(key: string): Promise<unknown>;
  openKeyCursor(range: null, direction: 'nextunique'): Promise<KeyPlace | null>;
}

export interface KeyPlace {
  readonly key: unknown;
  continue(): Promise<KeyPlace | null>;
}

export type Tables<One extends ReadTable> = (name: 'entries' | 'losers' | 'broken' | 'chunks') => One;

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
  readonly table: Tables<Table>;
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
  /** One transaction that only reads. */
  readonly look: <Result>(work: (table: Tables<ReadTable>) => Promise<Result>) => Promise<Result>;
  /** What is asked of it from now on is `storage-unavailable`: it must not make again what another one removes. */
  readonly close: () => void;
  /** Removes all that it holds. */
  readonly destroy: () => Promise<void>;
}
