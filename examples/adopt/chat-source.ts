/** What the chat app's rows are called in the journal. */

import { type RecordSource, type SourceRecord, storeRecords } from 'backhaul/adopt';
import type { Value } from 'backhaul/journal';
import * as v from 'valibot';
import type { ChatDatabase } from './chat-database.ts';

/** Whether it can be stored is for the journal to say: looking through 2 MB here would keep the page from answering. */
const value = v.custom<Value>(() => true);

const keyRow = v.pipe(
  v.object({ row: v.string(), keyId: v.string(), spaceId: v.string(), publicKey: v.string(), privateKey: v.string() }),
  v.transform(({ row: _, ...key }) => ({ collection: `space:${key.spaceId}`, key: `key:${key.keyId}`, value: key })),
);

const stateRow = v.pipe(
  v.object({ spaceId: v.string(), state: value }),
  v.transform(({ spaceId, state }) => ({ collection: `space:${spaceId}`, key: 'state', value: state })),
);

const userRow = v.pipe(
  v.object({ name: v.string(), value }),
  v.transform(({ name, value }) => ({ collection: 'profile', key: name, value })),
);

const bookmarkRow = v.pipe(
  v.object({ id: v.string(), title: v.string(), preview: v.string() }),
  v.transform(({ id, ...bookmark }) => ({ collection: 'bookmarks', key: id, value: bookmark })),
);

const STORES = [
  ['user', userRow],
  ['bookmarks', bookmarkRow],
  ['keys', keyRow],
  ['states', stateRow],
] as const;

/** A bookmark that is gone was deleted; but an app that lost its database must not delete what other devices have. */
export function chatSource(database: ChatDatabase): RecordSource {
  return { name: 'chat', records: () => rowsOf(database), absence: 'deleted' };
}

async function* rowsOf(database: ChatDatabase): AsyncGenerator<SourceRecord> {
  for (const [store, row] of STORES) {
    yield* storeRecords(database, store, (found) => [v.parse(row, found)]);
  }
}
