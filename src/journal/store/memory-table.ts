import type { KeyPlace, Table } from './journal-store.ts';

/** A table in memory, with the indexes that IndexedDB has of it. */
export function memoryTable(rows: Pick<Map<string, unknown>, 'get' | 'keys' | 'delete' | 'entries'> & Settable): Table {
  return {
    get: async (key) => rows.get(key),
    getKey: async (key) => (rows.get(key) === undefined ? undefined : key),
    getAllKeys: async () => [...rows.keys()],
    put: async (row) => void rows.set(row.id, row),
    delete: async (key) => rows.delete(key),
    index: (name) => ({
      getKey: async (key) => [...rows.entries()].find(([, row]) => keysIn(row, name).includes(key))?.[0],
      openKeyCursor: async () => placeIn([...new Set([...rows.entries()].flatMap(([, row]) => keysIn(row, name)))]),
    }),
  };
}

interface Settable {
  set(key: string, row: unknown): unknown;
}

/** What an index of this name has of a row. */
function keysIn(row: unknown, index: string): readonly unknown[] {
  const path = index === 'acknowledged chunks' ? ['acknowledged', 'chunks'] : [index];
  const found = path.reduce<unknown>((value, key) => fieldOf(value, key), row);
  return found === undefined ? [] : [found].flat();
}

function fieldOf(value: unknown, field: string): unknown {
  return Object.entries(value ?? {}).find(([key]) => key === field)?.[1];
}

function placeIn([key, ...others]: readonly unknown[]): KeyPlace | null {
  return key === undefined ? null : { key, continue: async () => placeIn(others) };
}
