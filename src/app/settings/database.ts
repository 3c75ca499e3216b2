import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** What the app keeps on this device. Rows are `unknown` until parsed: an older or newer version may have written them. */
export interface AppSchema extends DBSchema {
  entries: { key: string; value: unknown; indexes: { collection: string; local: string } };
  spaces: { key: string; value: unknown };
  device: { key: 'identity' | 'clock'; value: unknown };
}

export type AppDatabase = IDBPDatabase<AppSchema>;

export function openAppDatabase(): Promise<AppDatabase> {
  return openDB<AppSchema>('backhaul-app', 1, {
    upgrade: (database) => {
      const entries = database.createObjectStore('entries', { keyPath: 'id' });
      entries.createIndex('collection', 'collection');
      entries.createIndex('local', 'local');
      database.createObjectStore('spaces', { keyPath: 'id' });
      database.createObjectStore('device');
    },
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}
