import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import * as v from 'valibot';
import { type Connection, committed, connection, deleteDatabase, unawaited } from '../../outbox/index.ts';
import { clockSchema } from '../../protocol/index.ts';
import { JournalError } from '../errors.ts';
import type { DirtyMark, JournalDraft, JournalStore, ReadIndex, ReadTable } from './journal-store.ts';
import {
  type DirtyRow,
  type EntryRow,
  parseBrokenRow,
  parseEntryRow,
  parseJournalState,
  parseLoserRow,
} from './rows.ts';

const ACKNOWLEDGED = 'acknowledged chunks';

export interface JournalSchema extends DBSchema {
  entries: {
    key: string;
    value: unknown;
    indexes: { collection: string; dirty: [string, string]; chunks: string; [ACKNOWLEDGED]: string };
  };
  losers: { key: string; value: unknown; indexes: { chunks: string } };
  broken: { key: string; value: unknown; indexes: { chunks: string } };
  chunks: { key: string; value: unknown; indexes: { unsent: string } };
  state: { key: 'state'; value: unknown };
  /** By source and entry. */
  marks: { key: [string, string]; value: unknown };
}

/** Where versions of entries lie, which may name chunks. */
const VERSIONED = ['entries', 'losers', 'broken'] as const;
const STORES = [...VERSIONED, 'chunks', 'state'] as const;

type Upgrade = IDBPTransaction<JournalSchema, StoreNames<JournalSchema>[], 'versionchange'>;

/** What any of these stores can do: their common type takes ranges of keys only. */
interface ReadStore extends Omit<ReadTable, 'index'> {
  index(name: string): Omit<ReadIndex, 'getKey'> & { getKey(range: IDBKeyRange): Promise<unknown> };
}

type Write = IDBPTransaction<JournalSchema, typeof STORES, 'readwrite'>;

/** Keeps a journal in an IndexedDB database of this name. */
export function indexedDbJournalStore(name: string): JournalStore {
  const { use } = journalConnection(name);
  let isClosed = false;
  const ask = <Result>(work: (database: IDBPDatabase<JournalSchema>) => Promise<Result>) =>
    isClosed ? Promise.reject(new JournalError('storage-unavailable')) : use(work).catch(rethrow);
  return {
    change: (edit) =>
      ask((database) => {
        const transaction = database.transaction(STORES, 'readwrite', { durability: 'relaxed' });
        return committed(transaction, () => edit(draftOf(transaction)));
      }),
    read: (ids) =>
      ask(async (database) => {
        const transaction = database.transaction(['entries', 'state'], 'readonly');
        const entries = transaction.objectStore('entries');
        const [state, ...rows] = await Promise.all([
          transaction.objectStore('state').get('state'),
          ...ids.map((id) => entries.get(id)),
        ]);
        return { rows: rows.map(parseEntryRow), state: parseJournalState(state) };
      }),
    inCollection: (collection) =>
      ask(async (database) => readable(await database.getAllFromIndex('entries', 'collection', collection))),
    dirtyIn: (collection) =>
      ask(async (database) => {
        const range = IDBKeyRange.bound([collection, ''], [collection, '\uffff']);
        return readable(await database.getAllFromIndex('entries', 'dirty', range)).flatMap(onlyDirty);
      }),
    dirtyMarks: () => ask(readMarks),
    ids: () => ask((database) => database.getAllKeys('entries')),
    state: () => ask(async (database) => parseJournalState(await database.get('state', 'state'))),
    losers: () => ask(async (database) => (await database.getAll('losers')).flatMap((row) => parseLoserRow(row) ?? [])),
    broken: () =>
      ask(async (database) => (await database.getAll('broken')).flatMap((row) => parseBrokenRow(row) ?? [])),
    look: (work) =>
      ask((database) => {
        const transaction = database.transaction(STORES, 'readonly');
        return work((name) => readTable(transaction.objectStore(name)));
      }),
    close: () => {
      isClosed = true;
    },
    destroy: () => deleteDatabase(name),
  };
}

/** The database of a journal, also for those who keep something beside its entries. */
export function journalConnection(name: string): Connection<JournalSchema> {
  return connection<JournalSchema>(name, 2, createStores);
}

function createStores(
  database: IDBPDatabase<JournalSchema>,
  from: number,
  _to: number | null,
  transaction: Upgrade,
): void {
  if (from < 1) {
    const entries = database.createObjectStore('entries', { keyPath: 'id' });
    entries.createIndex('collection', 'collection');
    entries.createIndex('dirty', ['dirty', 'clock']);
    database.createObjectStore('losers', { keyPath: 'id' });
    database.createObjectStore('broken', { keyPath: 'id' });
    database.createObjectStore('state');
  }
  if (from < 2) {
    for (const name of VERSIONED) transaction.objectStore(name).createIndex('chunks', 'chunks', { multiEntry: true });
    const acknowledged = { multiEntry: true };
    transaction.objectStore('entries').createIndex(ACKNOWLEDGED, 'acknowledged.chunks', acknowledged);
    database.createObjectStore('marks');
    database.createObjectStore('chunks', { keyPath: 'id' }).createIndex('unsent', 'unsent');
  }
}

/** From the last collection to the first, each by its newest clock: no value is read, and no other clock. */
async function readMarks(database: IDBPDatabase<JournalSchema>): Promise<readonly DirtyMark[]> {
  const marks: DirtyMark[] = [];
  const index = database.transaction('entries', 'readonly').store.index('dirty');
  let cursor = await index.openKeyCursor(null, 'prev');
  while (cursor !== null) {
    const [collection, clock] = cursor.key;
    const newest = v.safeParse(clockSchema, clock);
    if (newest.success) marks.push({ collection, newest: newest.output, entry: cursor.primaryKey });
    cursor = await cursor.continue([collection, '']);
  }
  return marks;
}

function draftOf(transaction: Write): JournalDraft {
  const entries = transaction.objectStore('entries');
  const losers = transaction.objectStore('losers');
  const broken = transaction.objectStore('broken');
  const state = transaction.objectStore('state');
  return {
    get: async (ids) => (await Promise.all(ids.map((id) => entries.get(id)))).map(parseEntryRow),
    ids: () => entries.getAllKeys(),
    put: (row) => unawaited(entries.put(row)),
    remove: (id) => unawaited(entries.delete(id)),
    state: async () => parseJournalState(await state.get('state')),
    setState: (next) => unawaited(state.put(next, 'state')),
    putLoser: (row) => unawaited(losers.put(row)),
    removeLoser: (id) => unawaited(losers.delete(id)),
    removeLosersOf: (entry) => unawaited(losers.delete(IDBKeyRange.bound(`${entry} `, `${entry} \uffff`))),
    putBroken: (row) => unawaited(broken.put(row)),
    removeBroken: (id) => unawaited(broken.delete(id)),
    table: (name) => {
      const store = transaction.objectStore(name);
      return { ...readTable(store), put: (row) => store.put(row), delete: (key) => store.delete(key) };
    },
  };
}

function readTable(store: ReadStore): ReadTable {
  return {
    get: (key) => store.get(key),
    getKey: (key) => store.getKey(key),
    getAllKeys: () => store.getAllKeys(),
    index: (name) => {
      const index = store.index(name);
      return {
        getKey: (key) => index.getKey(IDBKeyRange.only(key)),
        openKeyCursor: (range, direction) => index.openKeyCursor(range, direction),
      };
    },
  };
}

function readable(rows: readonly unknown[]): EntryRow[] {
  return rows.flatMap((row) => parseEntryRow(row) ?? []);
}

function onlyDirty(row: EntryRow): DirtyRow[] {
  return row.state === 'dirty' ? [row] : [];
}

export function rethrow(cause: unknown): never {
  if (!(cause instanceof DOMException)) throw cause;
  throw new JournalError(cause.name === 'QuotaExceededError' ? 'storage-full' : 'storage-unavailable', {}, cause);
}
