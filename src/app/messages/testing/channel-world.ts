import type { Journal, Value } from 'backhaul/journal';
import {
  accountIdSchema,
  encodeMessagesPage,
  type Message,
  messageIdSchema,
  type SpaceId,
  spaceIdSchema,
} from 'backhaul/protocol';
import * as v from 'valibot';
import { CURRENT_KEY, keyEntry } from '../../settings/names.ts';
import type { SpacesChange } from '../announcements.ts';
import type { Content } from '../content.ts';
import type { ShownMessage } from '../conversation.ts';
import { MessageStore } from '../message-store.ts';
import { type Messages, openMessages } from '../open-messages.ts';
import { sealMessage } from '../sealed-message.ts';
import { type SpaceKey, sealingKeyOf } from '../space-keys.ts';

export const account = v.parse(accountIdSchema, 'a'.repeat(22));
export const other = v.parse(accountIdSchema, 'b'.repeat(22));
export const space: SpaceId = v.parse(spaceIdSchema, 's'.repeat(22));
export const first = keyOf('first', 1);
export const second = keyOf('second', 5);

export function keyOf(keyId: string, fill: number): SpaceKey {
  return { keyId, privateKey: new Uint8Array(57).fill(fill), publicKey: new Uint8Array(57).fill(fill + 1) };
}

export function idOf(name: string) {
  return v.parse(messageIdSchema, name.padEnd(22, '_'));
}

export function text(words: string, writtenAt = 900) {
  return { kind: 'text', name: 'Bea', text: words, writtenAt } as const;
}

/** One space at a server, and a device of one of its members: a real store, real seals, a journal of one collection. */
export class ChannelWorld {
  readonly store: MessageStore;
  readonly told: SpacesChange[] = [];
  readonly arrived: ShownMessage[] = [];
  /** Keys that were taken in. */
  readonly keys: SpaceKey[] = [];
  readonly entries = new Map<string, Value>();
  /** What was asked of the server. */
  readonly asked: string[] = [];
  /** What the server has of the channel, the oldest change first. */
  atServer: Message[] = [];
  isDown = false;
  refusesKeys = false;
  /** Pages that the server still answers. */
  pagesLeft = Number.POSITIVE_INFINITY;
  messages: Messages;

  private constructor(store: MessageStore) {
    this.store = store;
    this.messages = this.open();
    this.has(first);
  }

  static async make(): Promise<ChannelWorld> {
    return new ChannelWorld(await MessageStore.open(account));
  }

  async end(): Promise<void> {
    this.store.close();
    await MessageStore.remove(account);
  }

  /** A page that has just been opened on the same device. */
  open(): Messages {
    return openMessages({
      account,
      journal: this.#journal,
      store: this.store,
      fetch: (request) => this.#answer(request),
      origin: 'https://api.example',
      onKey: async (_space, key) => {
        if (this.refusesKeys) throw new Error('No room.');
        this.keys.push(key);
        this.has(key);
      },
      onArrived: async (_space, messages) => void this.arrived.push(...messages),
      tell: (change) => this.told.push(change),
      now: () => 5_000,
    });
  }

  /** The device has a key. */
  has(key: SpaceKey, isCurrent = true): void {
    this.entries.set(keyEntry(key.keyId), { privateKey: key.privateKey, publicKey: key.publicKey });
    if (isCurrent) this.entries.set(CURRENT_KEY, key.keyId);
  }

  /** Somebody has written. */
  async write(name: string, content: Content, key = first, author = other): Promise<void> {
    const message = idOf(name);
    const body = await sealMessage(await sealingKeyOf(key), key.keyId, { space, message, author }, content);
    const cursor = this.atServer.length + 1;
    this.atServer.push({ message, author, sentAt: 999 + cursor, cursor, body });
  }

  /** The server has listed the space as one of the account's. */
  joined(cursor: number): Promise<void> {
    return this.store.takeMemberships(new Map([[space, { role: 'owner', cursor }]]), 1);
  }

  async said(): Promise<readonly string[]> {
    const { messages } = await this.messages.read(space);
    return messages.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
  }

  get #journal(): Pick<Journal, 'collection'> {
    const unused = () => {
      throw new Error('Nothing writes to the journal here.');
    };
    const get = async (key: string) => this.entries.get(key);
    return { collection: (name) => ({ name, get, list: unused, set: unused, delete: unused, watch: unused }) };
  }

  async #answer({ url }: Request): Promise<Response> {
    this.asked.push(new URL(url).search);
    this.pagesLeft -= 1;
    if (this.isDown || this.pagesLeft < 0) return new Response(null, { status: 503 });
    const query = new URL(url).searchParams;
    const limit = Number(query.get('limit'));
    const before = query.get('before');
    const page = before === null ? this.#since(Number(query.get('since')), limit) : this.#before(Number(before), limit);
    return new Response(encodeMessagesPage(page));
  }

  #since(since: number, limit: number) {
    const changed = this.atServer.filter(({ cursor }) => cursor > since);
    const messages = changed.slice(0, limit);
    const more = changed.length > messages.length;
    const newest = this.atServer.at(-1)?.cursor ?? 0;
    return { messages, cursor: more ? (messages.at(-1)?.cursor ?? since) : newest, more };
  }

  #before(before: number, limit: number) {
    const older = this.atServer.filter((message) => 'body' in message && message.cursor < before).toReversed();
    const messages = older.slice(0, limit);
    return { messages, cursor: messages.at(-1)?.cursor ?? before, more: older.length > messages.length };
  }
}
