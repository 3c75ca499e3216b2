import type { DBSchema } from 'idb';
import { connection, DEFAULT_NAME, deleteDatabase } from '../outbox/index.ts';
import { isPassRecord, type PassRecord } from './pass-record.ts';

interface PassSchema extends DBSchema {
  passes: { key: number; value: unknown };
}

/** Passes that are kept, of worker and pages together. */
const KEPT = 50;

/** Keeps the last 50 passes in a small IndexedDB database. */
export function passStore(name: string) {
  const { use, peek } = connection<PassSchema>(databaseOf(name), 1, (database) => {
    database.createObjectStore('passes', { autoIncrement: true });
  });
  return {
    /** Puts a record in the place that it has, or in a new one; gives the place. */
    put: (record: PassRecord, place: number | undefined): Promise<number> =>
      use(async (database) => {
        const transaction = database.transaction('passes', 'readwrite', { durability: 'relaxed' });
        const key = await transaction.store.put(record, place);
        const keys = await transaction.store.getAllKeys();
        await Promise.all(keys.slice(0, -KEPT).map((old) => transaction.store.delete(old)));
        await transaction.done;
        return key;
      }),
    /** Newest first; a record that cannot be read is left out. */
    read: (): Promise<readonly PassRecord[]> =>
      peek(async (database) => (await database.getAll('passes')).filter(isPassRecord).reverse(), []),
  };
}

/** The last passes over the outbox of this name, newest first; none where nobody has recorded any. */
export function readPasses(name = DEFAULT_NAME): Promise<readonly PassRecord[]> {
  return passStore(name).read();
}

/** Removes what was recorded. */
export function forgetPasses(name = DEFAULT_NAME): Promise<void> {
  return deleteDatabase(databaseOf(name));
}

function databaseOf(name: string): string {
  return `${name}-passes`;
}
