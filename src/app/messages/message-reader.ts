import type { Journal } from 'backhaul/journal';
import type { AccountId, MessageId, SpaceId } from 'backhaul/protocol';
import type { MessageAddress } from './address.ts';
import type { Content } from './content.ts';
import type { Conversation, MessageSource, ShownContent, ShownMessage } from './conversation.ts';
import type { KeptMessage, OutgoingMessage } from './kept-rows.ts';
import type { MessageStore } from './message-store.ts';
import { type Opened, openMessage, sealMessage } from './sealed-message.ts';
import { keyOf, type SpaceKey, sealingKeyOf } from './space-keys.ts';

interface ReaderOptions {
  readonly account: AccountId;
  readonly journal: Pick<Journal, 'collection'>;
  readonly store: MessageStore;
  readonly isWrittenHere: (message: MessageId) => boolean;
}

/** Opens messages, each once while the page is open, as long as its key is there. */
export class MessageReader {
  readonly #options: ReaderOptions;
  readonly #keys = new Map<string, CryptoKey>();
  readonly #opened = new Map<string, Opened>();

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  async seal(key: SpaceKey, address: MessageAddress, content: Content): Promise<Uint8Array<ArrayBuffer>> {
    const sealing = await this.#sealingKey(address.space, key.keyId, key);
    return await sealMessage(sealing, key.keyId, address, content);
  }

  async read(space: SpaceId): Promise<Conversation> {
    const { store, account, isWrittenHere } = this.#options;
    const [kept, outgoing, row] = await Promise.all([
      store.messagesOf(space),
      store.outgoingOf(space),
      store.space(space),
    ]);
    const there = kept.filter(hasBody);
    const known = new Set(kept.map(({ message }) => message));
    const shown = await Promise.all([
      ...there.map((message) => this.#show(message, message.sentAt, 'server')),
      ...outgoing
        .filter(({ message }) => !known.has(message))
        .toSorted((one, other) => one.writtenAt - other.writtenAt)
        .map((message) =>
          this.#show({ ...message, author: account }, message.writtenAt, sourceOf(message, isWrittenHere)),
        ),
    ]);
    return { messages: shown, hasEarlier: row?.read?.hasEarlier ?? false, isUnread: row?.read === undefined };
  }

  /** Takes in the keys that messages bring, in the order in which the server took them: one may be sealed with another. */
  async takeKeys(
    messages: readonly KeptMessage[],
    take: (space: SpaceId, key: SpaceKey, sealedWith: string) => Promise<void>,
  ): Promise<void> {
    for (const message of messages.filter(hasBody).toSorted((one, other) => one.cursor - other.cursor)) {
      const opened = await this.#open(message);
      if (opened.kind === 'key') await take(message.space, opened, opened.sealedWith);
    }
  }

  /** What others have written, as it is shown. */
  async ofOthers(messages: readonly KeptMessage[]): Promise<readonly ShownMessage[]> {
    const theirs = messages.filter(hasBody).filter(({ author }) => author !== this.#options.account);
    return await Promise.all(theirs.map((message) => this.#show(message, message.sentAt, 'server')));
  }

  async #show(
    message: MessageAddress & { readonly body: Uint8Array },
    at: number,
    source: MessageSource,
  ): Promise<ShownMessage> {
    const opened = await this.#open(message);
    return {
      message: message.message,
      author: message.author,
      at: opened.kind === 'text' ? Math.min(at, opened.writtenAt) : at, // Nobody has written what comes later than it arrived.
      source,
      content: shownContent(opened),
    };
  }

  async #open(message: MessageAddress & { readonly body: Uint8Array }): Promise<Opened> {
    const name = nameOf(message);
    const known = this.#opened.get(name);
    if (known !== undefined) return known;
    const opened = await openMessage((keyId) => this.#sealingKey(message.space, keyId), message, message.body);
    if (opened.kind !== 'sealed' || opened.reason !== 'unknown-key') this.#opened.set(name, opened);
    return opened;
  }

  async #sealingKey(space: SpaceId, keyId: string): Promise<CryptoKey | undefined>;
  async #sealingKey(space: SpaceId, keyId: string, key: SpaceKey): Promise<CryptoKey>;
  async #sealingKey(space: SpaceId, keyId: string, known?: SpaceKey): Promise<CryptoKey | undefined> {
    const name = `${space}/${keyId}`;
    const derived = this.#keys.get(name);
    if (derived !== undefined) return derived;
    const key = known ?? (await keyOf(this.#options.journal, space, keyId));
    if (key === undefined) return undefined;
    const sealing = await sealingKeyOf(key);
    this.#keys.set(name, sealing);
    return sealing;
  }
}

/** What a server could show as something else is opened anew: the seal holds it to its place, its author and its bytes. */
function nameOf({ space, message, author, body }: MessageAddress & { readonly body: Uint8Array }): string {
  return [space, message, author, ...body.subarray(0, HEAD)].join(' ');
}

/** Bytes of an envelope that hold its initialization vector. */
const HEAD = 48;

function sourceOf(
  { message, hasArrived }: Pick<OutgoingMessage, 'message' | 'hasArrived'>,
  isWrittenHere: (message: MessageId) => boolean,
): MessageSource {
  if (hasArrived) return 'arrived';
  return isWrittenHere(message) ? 'written-here' : 'written-before';
}

function hasBody(message: KeptMessage): message is KeptMessage & { readonly body: Uint8Array<ArrayBuffer> } {
  return message.body !== null;
}

function shownContent(opened: Opened): ShownContent {
  switch (opened.kind) {
    case 'text':
      return { kind: 'text', name: opened.name, text: opened.text };
    case 'key':
      return { kind: 'key', name: opened.name };
    case 'sealed':
      return opened;
  }
}
