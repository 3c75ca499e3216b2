import type { AccountId, MessageId, SpaceId } from 'backhaul/protocol';
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import * as v from 'valibot';
import {
  type KeptMessage,
  type KeptSpace,
  type OutgoingMessage,
  type OwedAnnouncement,
  parseRows,
  rowSchemas,
} from './kept-rows.ts';

interface MessagesSchema extends DBSchema {
  messages: { key: [SpaceId, MessageId]; value: KeptMessage; indexes: { byCursor: [SpaceId, number] } };
  outgoing: { key: MessageId; value: OutgoingMessage; indexes: { bySpace: SpaceId } };
  spaces: { key: SpaceId; value: KeptSpace };
  /** When the server was last asked for the account's spaces, in milliseconds since 1970. */
  facts: { key: string; value: unknown };
  /** Keys that the members have not been told of yet. */
  announcements: { key: SpaceId; value: OwedAnnouncement };
}

const LISTED_AT = 'listed-at';

/**
 * What this device has of the account's spaces and their messages, sealed as they came: it opens without a network. The
 * journal's own database is for what the account's devices share; this is a cache of what the server has, and the messages
 * that are not there yet.
 */
export class MessageStore {
  readonly #database: IDBPDatabase<MessagesSchema>;
  readonly #account: AccountId;

  private constructor(database: IDBPDatabase<MessagesSchema>, account: AccountId) {
    this.#database = database;
    this.#account = account;
  }

  static async open(account: AccountId): Promise<MessageStore> {
    const database = await openDB<MessagesSchema>(nameOf(account), 1, {
      upgrade: (fresh) => {
        fresh
          .createObjectStore('messages', { keyPath: ['space', 'message'] })
          .createIndex('byCursor', ['space', 'cursor']);
        fresh.createObjectStore('outgoing', { keyPath: 'message' }).createIndex('bySpace', 'space');
        fresh.createObjectStore('spaces', { keyPath: 'space' });
        fresh.createObjectStore('facts');
        fresh.createObjectStore('announcements', { keyPath: 'space' });
      },
      blocking: (_current, _blocked, event) => {
        if (event.target instanceof IDBDatabase) event.target.close(); // Another tab removes it.
      },
    });
    return new MessageStore(database, account);
  }

  /** Removes all that this device has of them. */
  static remove(account: AccountId): Promise<void> {
    return deleteDB(nameOf(account));
  }

  /** The oldest first. */
  async messagesOf(space: SpaceId): Promise<readonly KeptMessage[]> {
    const range = IDBKeyRange.bound([space], [space, []]);
    return parseRows(rowSchemas.message, await this.#database.getAllFromIndex('messages', 'byCursor', range));
  }

  async outgoingOf(space: SpaceId): Promise<readonly OutgoingMessage[]> {
    return parseRows(rowSchemas.outgoing, await this.#database.getAllFromIndex('outgoing', 'bySpace', space));
  }

  async spaces(): Promise<readonly KeptSpace[]> {
    return parseRows(rowSchemas.space, await this.#database.getAll('spaces'));
  }

  async space(id: SpaceId): Promise<KeptSpace | undefined> {
    return parseRows(rowSchemas.space, [await this.#database.get('spaces', id)])[0];
  }

  async keepOutgoing(message: OutgoingMessage): Promise<void> {
    await this.#database.put('outgoing', message);
  }

  async dropOutgoing(message: MessageId): Promise<void> {
    await this.#database.delete('outgoing', message);
  }

  /**
   * One page of a space and how far it reaches, in one transaction; what has come back is on its way no more. Gives what was
   * not here before. A space that was removed meanwhile stays removed.
   */
  async takePage(space: SpaceId, messages: readonly KeptMessage[], reached: Reached): Promise<readonly KeptMessage[]> {
    const transaction = this.#database.transaction(['messages', 'outgoing', 'spaces'], 'readwrite');
    const kept = await transaction.objectStore('spaces').get(space);
    if (kept === undefined) return [];
    const store = transaction.objectStore('messages');
    const known = await Promise.all(messages.map((message) => store.getKey([space, message.message])));
    await Promise.all([
      ...messages.map((message) => store.put(message)),
      ...messages.map(({ message }) => transaction.objectStore('outgoing').delete(message)),
      transaction.objectStore('spaces').put({
        ...kept,
        read: furthest(kept.read, reached),
        newestOfOthers: Math.max(kept.newestOfOthers, ...this.#cursorsOfOthers(messages)),
      }),
      transaction.done,
    ]);
    return messages.filter((_, place) => known[place] === undefined);
  }

  #cursorsOfOthers(messages: readonly KeptMessage[]): readonly number[] {
    return messages.flatMap(({ author, body, cursor }) => (author === this.#account || body === null ? [] : [cursor]));
  }

  /** Somebody has looked at a space. Says whether there was something new. */
  async noteSeen(space: SpaceId): Promise<boolean> {
    const transaction = this.#database.transaction('spaces', 'readwrite');
    const kept = await transaction.store.get(space);
    const isNew = kept !== undefined && kept.newestOfOthers > kept.seen;
    if (isNew) await transaction.store.put({ ...kept, seen: kept.newestOfOthers });
    await transaction.done;
    return isNew;
  }

  /** The server has taken a message: it needs nobody any more, though it has not come back yet. */
  async noteArrival(message: MessageId): Promise<void> {
    const transaction = this.#database.transaction('outgoing', 'readwrite');
    const kept = await transaction.store.get(message);
    if (kept !== undefined && !kept.hasArrived) await transaction.store.put({ ...kept, hasArrived: true });
    await transaction.done;
  }

  /** The server has deleted a message: nothing of it is left here either. */
  async noteDeletion(space: SpaceId, message: MessageId): Promise<void> {
    const transaction = this.#database.transaction(['messages', 'outgoing'], 'readwrite');
    const store = transaction.objectStore('messages');
    const kept = await store.get([space, message]);
    if (kept !== undefined) await store.put({ ...kept, body: null });
    await transaction.objectStore('outgoing').delete(message);
    await transaction.done;
  }

  /** When the server was last asked for the account's spaces. */
  async listedAt(): Promise<number | undefined> {
    const time = v.safeParse(v.number(), await this.#database.get('facts', LISTED_AT));
    return time.success ? time.output : undefined;
  }

  /** What the server has answered to who asked `at` for the account's spaces: others keep their messages, and no role. */
  async takeMemberships(joined: ReadonlyMap<SpaceId, Pick<KeptSpace, 'role' | 'cursor'>>, at: number): Promise<void> {
    const transaction = this.#database.transaction(['spaces', 'facts'], 'readwrite');
    const spaces = transaction.objectStore('spaces');
    const before = new Map((await spaces.getAll()).map((row) => [row.space, row]));
    const ids = new Set([...before.keys(), ...joined.keys()]);
    const rows = [...ids].map((space): KeptSpace => {
      const { cursor = joined.get(space)?.cursor ?? 0, ...kept } = before.get(space) ?? {};
      return { seen: cursor, newestOfOthers: 0, ...kept, space, role: null, cursor, ...joined.get(space) }; // What was there before is nothing new.
    });
    await Promise.all([
      ...rows.map((row) => spaces.put(row)),
      transaction.objectStore('facts').put(at, LISTED_AT),
      transaction.done,
    ]);
  }

  /**
   * The server has told how far a space has come. Says whether that is further than this device knows of; a space that was not
   * listed yet is in the list that follows.
   */
  async tell(space: SpaceId, cursor: number): Promise<boolean> {
    const transaction = this.#database.transaction('spaces', 'readwrite');
    const kept = await transaction.store.get(space);
    if (kept !== undefined) await transaction.store.put({ ...kept, cursor });
    await transaction.done;
    return kept !== undefined && cursor > (kept.read?.newest ?? kept.cursor);
  }

  async forgetSpace(space: SpaceId): Promise<void> {
    const transaction = this.#database.transaction(['messages', 'outgoing', 'spaces', 'announcements'], 'readwrite');
    const outgoing = transaction.objectStore('outgoing');
    const waiting = await outgoing.index('bySpace').getAllKeys(space);
    await Promise.all([
      transaction.objectStore('messages').delete(IDBKeyRange.bound([space], [space, []])),
      ...waiting.map((message) => outgoing.delete(message)),
      transaction.objectStore('spaces').delete(space),
      transaction.objectStore('announcements').delete(space),
      transaction.done,
    ]);
  }

  /** The members of a space are to be told of a key. */
  async owe(announcement: OwedAnnouncement): Promise<void> {
    await this.#database.put('announcements', announcement);
  }

  async owed(): Promise<readonly OwedAnnouncement[]> {
    return parseRows(rowSchemas.announcement, await this.#database.getAll('announcements'));
  }

  async settleOwed(space: SpaceId): Promise<void> {
    await this.#database.delete('announcements', space);
  }

  close(): void {
    this.#database.close();
  }
}

/** How far a page reaches: onwards from what was read, or back, or both where nothing was read before. */
export type Reached = Pick<Read, 'newest'> | Pick<Read, 'oldest' | 'hasEarlier'> | Read;

type Read = NonNullable<KeptSpace['read']>;

/** Several pages may come at once, from several tabs: what was reached stays reached. */
function furthest(before: Read | undefined, reached: Reached): Read {
  const known = before ?? { newest: 0, oldest: Number.MAX_SAFE_INTEGER, hasEarlier: true };
  const next = { ...known, ...reached };
  const { oldest, hasEarlier } = before === undefined || next.oldest < known.oldest ? next : known;
  return { newest: Math.max(known.newest, next.newest), oldest, hasEarlier };
}

function nameOf(account: AccountId): string {
  return `backhaul-app-messages:${account}`;
}
