import { type DBSchema, type IDBPTransaction, openDB } from 'idb';
import * as v from 'valibot';
import type { QueueTask } from '../../protocol/index.ts';
import { connection } from '../storage/connection.ts';
import type { Announce, Draft, Ledger } from './ledger.ts';
import { type LedgerRow, ledgerRowSchema } from './row.ts';

interface LedgerSchema extends DBSchema {
  rows: { key: string; value: unknown; indexes: { replaces: string } };
  counters: { key: 'sequence'; value: number };
}

const STORES = ['rows', 'counters'] as const;
const VERSION = 1;

type Write = IDBPTransaction<LedgerSchema, typeof STORES, 'readwrite'>;

/** Keeps the ledger in an IndexedDB database of this name. A row that cannot be read is left out; the queue rebuilds it. */
export function indexedDbLedger(name: string, announce: Announce): Ledger {
  const database = connection<LedgerSchema>((interruptions) =>
    openDB<LedgerSchema>(name, VERSION, {
      ...interruptions,
      upgrade: (opened) => {
        opened.createObjectStore('rows', { keyPath: 'id' }).createIndex('replaces', 'replaces');
        opened.createObjectStore('counters');
      },
    }),
  );
  return {
    read: async () => {
      const transaction = (await database()).transaction(STORES, 'readonly');
      const [rows, sequence] = await Promise.all([
        transaction.objectStore('rows').getAll(),
        transaction.objectStore('counters').get('sequence'),
      ]);
      return { sequence: sequence ?? 0, rows: rows.flatMap(readable).sort(byAge) };
    },
    change: async (edit) => {
      const transaction = (await database()).transaction(STORES, 'readwrite');
      return await commit(transaction, edit, announce);
    },
  };
}

async function commit<Result>(
  transaction: Write,
  edit: (draft: Draft) => Promise<Result>,
  announce: Announce,
): Promise<Result> {
  const changed = new Map<string, QueueTask>();
  const removed = new Set<string>();
  const { result, sequence } = await abortingOnError(transaction, async () => {
    const edited = await edit(draftOf(transaction, changed, removed));
    const next = changed.size + removed.size === 0 ? undefined : await count(transaction);
    await transaction.done;
    return { result: edited, sequence: next };
  });
  if (sequence !== undefined) {
    announce({ type: 'backhaul:tasks-changed', sequence, changed: [...changed.values()], removed: [...removed] });
  }
  return result;
}

async function abortingOnError<Result>(transaction: Write, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    transaction.done.catch(() => undefined); // The cause is thrown below; the abort that follows says nothing new.
    abort(transaction);
    throw cause;
  }
}

function draftOf(transaction: Write, changed: Map<string, QueueTask>, removed: Set<string>): Draft {
  const rows = transaction.objectStore('rows');
  return {
    get: async (id) => readable(await rows.get(id))[0],
    withReplaces: async (key) => (await rows.index('replaces').getAll(key)).flatMap(readable),
    put: async (row) => {
      await rows.put(row);
      changed.set(row.id, row.task);
    },
    remove: async (id) => {
      await rows.delete(id);
      removed.add(id);
    },
  };
}

async function count(transaction: Write): Promise<number> {
  const counters = transaction.objectStore('counters');
  const next = ((await counters.get('sequence')) ?? 0) + 1;
  await counters.put(next, 'sequence');
  return next;
}

function abort(transaction: Write): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

function readable(row: unknown): LedgerRow[] {
  const result = v.safeParse(ledgerRowSchema, row);
  return result.success ? [result.output] : [];
}

function byAge(a: LedgerRow, b: LedgerRow): number {
  return a.task.createdAt - b.task.createdAt || (a.id < b.id ? -1 : 1);
}
