/** The page of the bench about adopting: an app's own database beside a journal that has all of it. */

import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { type ChatDatabase, makeChat } from '../../examples/adopt/chat-database.ts';
import { chatSource } from '../../examples/adopt/chat-source.ts';
import { createAccount } from '../../src/account/index.ts';
import { adoptChanged, type RecordSource, storeRecords } from '../../src/journal/adopt/index.ts';
import { type Journal, openJournal } from '../../src/journal/index.ts';

/** One look at a source. */
export interface MeasuredLook {
  readonly milliseconds: number;
  /** Tasks of the main thread over 50 ms meanwhile. */
  readonly longTasks: number;
  /** Records that were found to have changed. */
  readonly changed: number;
}

export interface AdoptPage {
  /** Makes an account, the chat app's database, and one of so many small records; has the journal know all of them. */
  readonly prepare: (records: number) => Promise<void>;
  readonly lookAtChat: () => Promise<MeasuredLook>;
  readonly lookAtRecords: () => Promise<MeasuredLook>;
  /** Changes three rows of the chat app's: a name, a bookmark, and a state of 2 MB. */
  readonly editChat: (edit: number) => Promise<void>;
}

declare global {
  interface Window {
    adoptPage: AdoptPage;
  }
}

interface RecordsSchema extends DBSchema {
  records: { key: number; value: unknown };
}

const RECORDS = 'records';
/** Hex digits: a key, as spaces have them, is about as long. */
const RECORD_SIZE = 300;

let journal: Journal;
let chat: ChatDatabase;
let records: IDBPDatabase<RecordsSchema>;
let longTasks = 0;
const observer = new PerformanceObserver(count);
observer.observe({ type: 'longtask' });

function count(list: { readonly getEntries: () => readonly unknown[] }): void {
  longTasks += list.getEntries().length;
}

async function look(source: RecordSource): Promise<MeasuredLook> {
  await settled();
  longTasks = 0;
  const start = performance.now();
  const { saved, conflicting, unstorable } = await adoptChanged(source, { journal });
  const milliseconds = performance.now() - start;
  if (conflicting.length + unstorable.length > 0) throw new Error('Nobody else has written these records.');
  await settled();
  return { milliseconds, longTasks, changed: saved.length };
}

/** Until the browser has had nothing to do, and has told its observers. */
async function settled(): Promise<void> {
  await new Promise<void>((resolve) => requestIdleCallback(() => setTimeout(resolve), { timeout: 5_000 }));
  longTasks += observer.takeRecords().length;
}

const recordSource = (): RecordSource => ({
  name: RECORDS,
  records: () =>
    storeRecords(records, RECORDS, (row, key) =>
      typeof row === 'string' ? [{ collection: RECORDS, key: String(key), value: row }] : [],
    ),
});

async function makeRecords(count: number): Promise<IDBPDatabase<RecordsSchema>> {
  await deleteDB(RECORDS);
  const database = await openDB<RecordsSchema>(RECORDS, 1, {
    upgrade: (made) => void made.createObjectStore(RECORDS),
  });
  const transaction = database.transaction(RECORDS, 'readwrite');
  for (let place = 0; place < count; place += 1) {
    await transaction.store.put(place.toString(16).padStart(RECORD_SIZE, '0'), place);
  }
  await transaction.done;
  return database;
}

window.adoptPage = {
  prepare: async (count) => {
    const { account } = await createAccount();
    journal = openJournal({ account });
    chat = await makeChat();
    records = await makeRecords(count);
    await adoptChanged(chatSource(chat), { journal });
    await adoptChanged(recordSource(), { journal });
  },
  lookAtChat: () => look(chatSource(chat)),
  lookAtRecords: () => look(recordSource()),
  editChat: async (edit) => {
    const state = (await chat.get('states', 'space-01'))?.state;
    if (!(state instanceof Object)) throw new Error('There is no such state.');
    await chat.put('states', { spaceId: 'space-01', state: { ...state, counter: edit } });
    await chat.put('user', { name: 'displayName', value: `Robin ${edit}` });
    await chat.put('bookmarks', { id: 'bookmark-007', title: `Pinned again ${edit}`, preview: '' });
  },
};
