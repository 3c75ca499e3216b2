/** The database of a chat app that knows nothing of Backhaul: fifty spaces of the sizes that were measured in a real one. */

import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { sampleAvatar } from '../../src/app/sample-account/avatar.ts';
import { hex, seeded } from '../../src/app/sample-account/random.ts';
import { createdSpace, joinedSpace, type SampleKey } from '../../src/app/sample-account/sample-space.ts';

export interface KeyRow extends SampleKey {
  readonly row: string;
}

export interface StateRow {
  readonly spaceId: string;
  readonly state: unknown;
}

export interface UserRow {
  readonly name: string;
  readonly value: unknown;
}

export interface BookmarkRow {
  readonly id: string;
  readonly title: string;
  readonly preview: string;
}

export interface ChatSchema extends DBSchema {
  keys: { key: string; value: KeyRow };
  states: { key: string; value: StateRow };
  user: { key: string; value: UserRow };
  bookmarks: { key: string; value: BookmarkRow };
}

export type ChatDatabase = IDBPDatabase<ChatSchema>;

const NAME = 'chat';
const CREATED = 2;
const JOINED = 48;
const BOOKMARKS = 150;

export function openChat(): Promise<ChatDatabase> {
  return openDB<ChatSchema>(NAME, 1, {
    upgrade: (database) => {
      database.createObjectStore('keys', { keyPath: 'row' });
      database.createObjectStore('states', { keyPath: 'spaceId' });
      database.createObjectStore('user', { keyPath: 'name' });
      database.createObjectStore('bookmarks', { keyPath: 'id' });
    },
  });
}

/** A new database with two spaces that the person made (about 2 MB each), and 48 that they joined (34 to 63 KB). */
export async function makeChat(): Promise<ChatDatabase> {
  await deleteDB(NAME);
  const database = await openChat();
  for (let place = 0; place < CREATED + JOINED; place += 1) {
    const id = `space-${String(place).padStart(2, '0')}`;
    const { keys, state } = place < CREATED ? createdSpace(id, id, place) : joinedSpace(id, id, place);
    await database.put('states', { spaceId: id, state });
    for (const key of keys) await database.put('keys', { row: `${id} ${key.keyId}`, ...key });
  }
  await database.put('user', { name: 'displayName', value: 'Robin Vale' });
  await database.put('user', { name: 'avatar', value: sampleAvatar(1) });
  await database.put('user', { name: 'notices', value: hex(seeded(1), 3_200) });
  for (let place = 0; place < BOOKMARKS; place += 1) {
    const id = `bookmark-${String(place).padStart(3, '0')}`;
    await database.put('bookmarks', { id, title: `Pinned ${place}`, preview: hex(seeded(place), 90) });
  }
  return database;
}
