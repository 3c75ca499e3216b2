import type { Clock } from '../../protocol/index.ts';
import { JournalError } from '../errors.ts';
import type { DirtyMark, JournalDraft, JournalStore, Table, Tables } from './journal-store.ts';
import { memoryTable } from './memory-table.ts';
import {
  type BrokenRow,
  type DirtyRow,
  type EntryRow,
  type JournalState,
  type LoserRow,
  parseJournalState,
} from './rows.ts';

interface Contents {
  readonly entries: Map<string, EntryRow>;
  readonly losers: Map<string, LoserRow>;
  readonly broken: Map<string, BrokenRow>;
  readonly chunks: Map<string, unknown>;
  state: JournalState;
}

/** Keeps a journal in memory: for tests, and for where nothing may be kept. */
export function memoryJournalStore(): JournalStore {
  let contents = nothing();
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const opened = () => {
    if (isClosed) throw new JournalError('storage-unavailable');
    return contents;
  };
  return {
    change: (edit) => {
      const running = turn.then(async () => {
        const draft = copyOf(opened());
        const result = await edit(draftOf(draft));
        contents = draft;
        return result;
      });
      turn = running.catch(() => undefined);
      return running;
    },
    read: async (ids) => ({ rows: ids.map((id) => opened().entries.get(id)), state: opened().state }),
    inCollection: async (collection) => [...opened().entries.values()].filter((row) => row.collection === collection),
    dirtyIn: async (collection) => dirtyRows(opened()).filter((row) => row.dirty === collection),
    dirtyMarks: async () => dirtyMarks(opened()),
    ids: async () => [...opened().entries.keys()],
    state: async () => opened().state,
    losers: async () => [...opened().losers.values()],
    broken: async () => [...opened().broken.values()],
    look: async (work) => work(tablesOf(opened())),
    close: () => {
      isClosed = true;
    },
    destroy: async () => {
      contents = nothing();
    },
  };
}

function nothing(): Contents {
  return {
    entries: new Map(),
    losers: new Map(),
    broken: new Map(),
    chunks: new Map(),
    state: parseJournalState(undefined),
  };
}

function copyOf({ entries, losers, broken, chunks, state }: Contents): Contents {
  return {
    entries: new Map(entries),
    losers: new Map(losers),
    broken: new Map(broken),
    chunks: new Map(chunks),
    state,
  };
}

function dirtyRows({ entries }: Contents): readonly DirtyRow[] {
  return [...entries.values()]
    .flatMap((row) => (row.state === 'dirty' ? [row] : []))
    .sort((a, b) => (a.clock < b.clock ? -1 : 1));
}

function dirtyMarks(contents: Contents): readonly DirtyMark[] {
  const marks = new Map<string, { newest: Clock; entry: string }>();
  for (const { dirty, clock, id } of dirtyRows(contents)) marks.set(dirty, { newest: clock, entry: id });
  return [...marks].map(([collection, mark]) => ({ collection, ...mark }));
}

function draftOf(contents: Contents): JournalDraft {
  const { entries, losers, broken } = contents;
  return {
    get: async (ids) => ids.map((id) => entries.get(id)),
    ids: async () => [...entries.keys()],
    put: (row) => void entries.set(row.id, row),
    remove: (id) => void entries.delete(id),
    state: async () => contents.state,
    setState: (state) => {
      contents.state = state;
    },
    putLoser: (row) => void losers.set(row.id, row),
    removeLoser: (id) => void losers.delete(id),
    removeLosersOf: (entry) => {
      for (const loser of losers.values()) if (loser.entry === entry) losers.delete(loser.id);
    },
    putBroken: (row) => void broken.set(row.id, row),
    removeBroken: (id) => void broken.delete(id),
    table: tablesOf(contents),
  };
}

function tablesOf(contents: Contents): Tables<Table> {
  return (name) => memoryTable(contents[name]);
}
