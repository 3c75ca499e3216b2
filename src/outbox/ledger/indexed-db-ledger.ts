import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import { type Controls, isControls, NO_CONTROLS } from '../../protocol/index.ts';
import { connection } from '../storage/connection.ts';
import { committed, unawaited } from '../storage/write.ts';
import { Changes } from './changes.ts';
import type { Announce, Draft, Ledger, LedgerSnapshot } from './ledger.ts';
import { byAge, type LedgerRow, parseRow } from './row.ts';

interface LedgerSchema extends DBSchema {
  rows: { key: string; value: unknown; indexes: { replaces: string; creates: string; dependsOn: string } };
  counters: { key: 'sequence'; value: number };
  controls: { key: 'controls'; value: unknown };
}

const STORES = ['rows', 'counters', 'controls'] as const;
const VERSION = 2;

type Write = IDBPTransaction<LedgerSchema, typeof STORES, 'readwrite'>;
type Upgrade = IDBPTransaction<LedgerSchema, (typeof STORES)[number][], 'versionchange'>;

const NOTHING: LedgerSnapshot = { sequence: 0, rows: [], controls: NO_CONTROLS };

/** Keeps the ledger in an IndexedDB database of this name. A row that cannot be read is left out; the queue rebuilds it. */
export function indexedDbLedger(name: string, announce: Announce): Ledger {
  const { use, peek } = connection<LedgerSchema>(name, VERSION, upgrade);
  return {
    read: () =>
      peek(async (database) => {
        const transaction = database.transaction(STORES, 'readonly');
        const [rows, sequence, controls] = await Promise.all([
          transaction.objectStore('rows').getAll(),
          transaction.objectStore('counters').get('sequence'),
          transaction.objectStore('controls').get('controls'),
        ]);
        return { sequence: sequence ?? 0, rows: readable(rows).sort(byAge), controls: parseControls(controls) };
      }, NOTHING),
    sequence: () => peek(async (database) => (await database.get('counters', 'sequence')) ?? 0, 0),
    change: async (edit) => {
      const changes = new Changes();
      const { result, sequence } = await use((database) =>
        commit(database.transaction(STORES, 'readwrite', { durability: 'relaxed' }), changes, edit),
      );
      if (sequence !== undefined) announce(changes.announcement(sequence));
      return result;
    },
  };
}

/** Adds only: a worker or a page of an older version goes on with what it knows. */
function upgrade(database: IDBPDatabase<LedgerSchema>, from: number, _to: number | null, transaction: Upgrade): void {
  if (from < 1) {
    database.createObjectStore('rows', { keyPath: 'id' }).createIndex('replaces', 'replaces');
    database.createObjectStore('counters');
  }
  if (from < 2) {
    const rows = transaction.objectStore('rows');
    rows.createIndex('creates', 'creates');
    rows.createIndex('dependsOn', 'dependsOn', { multiEntry: true });
    database.createObjectStore('controls');
  }
}

function commit<Result>(transaction: Write, changes: Changes, edit: (draft: Draft) => Promise<Result>) {
  return committed(transaction, async () => {
    const counters = transaction.objectStore('counters');
    const before = counters.get('sequence');
    unawaited(before);
    const result = await edit(draftOf(transaction, changes));
    const sequence = changes.isEmpty ? undefined : ((await before) ?? 0) + 1;
    if (sequence !== undefined) unawaited(counters.put(sequence, 'sequence'));
    return { result, sequence };
  });
}

/** Each answer of the database takes a while to come, and a row is asked for once: who needs several asks for all first. */
function draftOf(transaction: Write, changes: Changes): Draft {
  const rows = transaction.objectStore('rows');
  const controls = transaction.objectStore('controls');
  const known = new Map<string, Promise<LedgerRow | undefined>>();
  return {
    get: (id) => {
      const row = known.get(id) ?? rows.get(id).then(parseRow);
      known.set(id, row);
      unawaited(row);
      return row;
    },
    findBy: async (index, key) => readable(await rows.index(index).getAll(key)),
    put: (row) => {
      unawaited(rows.put(row));
      known.set(row.id, Promise.resolve(row));
      changes.put(row);
    },
    remove: (id) => {
      unawaited(rows.delete(id));
      known.set(id, Promise.resolve(undefined));
      changes.remove(id);
    },
    controls: async () => parseControls(await controls.get('controls')),
    setControls: (next) => {
      unawaited(controls.put(next, 'controls'));
      changes.control(next);
    },
  };
}

function readable(rows: readonly unknown[]): LedgerRow[] {
  return rows.flatMap((row) => parseRow(row) ?? []);
}

function parseControls(value: unknown): Controls {
  return isControls(value) ? value : NO_CONTROLS;
}
