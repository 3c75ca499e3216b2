import type { IDBPDatabase } from 'idb';
import { committed, unawaited } from '../../../outbox/index.ts';
import { JournalError } from '../../errors.ts';
import { type JournalSchema, journalConnection, rethrow } from '../../store/indexed-db-journal-store.ts';
import { type MarkStore, parseMark } from './mark-store.ts';

/** Keeps marks in the journal's own database: they go with it. They make none where there is none any more. */
export function indexedDbMarkStore(name: string): MarkStore {
  const { peek } = journalConnection(name);
  const ask = async <Result>(work: (database: IDBPDatabase<JournalSchema>) => Promise<Result>): Promise<Result> => {
    const found = await peek<{ readonly result: Result } | undefined>(
      async (database) => ({ result: await work(database) }),
      undefined,
    ).catch(rethrow);
    if (found === undefined) throw new JournalError('storage-unavailable');
    return found.result;
  };
  return {
    read: (source, entries) =>
      ask(async (database) => {
        const { store } = database.transaction('marks', 'readonly');
        return (await Promise.all(entries.map((entry) => store.get([source, entry])))).map(parseMark);
      }),
    write: (source, marks) =>
      ask(async (database) => {
        const transaction = database.transaction('marks', 'readwrite', { durability: 'relaxed' });
        await committed(transaction, async () => {
          for (const [entry, mark] of marks) {
            const key: [string, string] = [source, entry];
            unawaited(mark === undefined ? transaction.store.delete(key) : transaction.store.put(mark, key));
          }
        });
      }),
    entries: (source) =>
      ask(async (database) => {
        const keys = await database.getAllKeys('marks', IDBKeyRange.bound([source, ''], [source, '\uffff']));
        return keys.map(([, entry]) => entry);
      }),
  };
}
