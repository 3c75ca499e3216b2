import type { TaskDefinition } from 'backhaul';
import type { Journal } from 'backhaul/journal';
import { type AccountId, type MessageId, messageIdSchema, type SpaceId } from 'backhaul/protocol';
import * as v from 'valibot';
import type { MessageAddress } from './address.ts';
import type { SpacesChange } from './announcements.ts';
import type { Content, Draft } from './content.ts';
import type { Conversation, ShownMessage } from './conversation.ts';
import type { KeptMessage } from './kept-rows.ts';
import { MessageReader } from './message-reader.ts';
import type { MessageStore } from './message-store.ts';
import { deleteMessageTask, type MessageContext, type messageContextSchema, sendMessageTask } from './message-tasks.ts';
import { pullSpace, readEarlier } from './pull-space.ts';
import type { Reading } from './read-pages.ts';
import { currentKey, type SpaceKey } from './space-keys.ts';

type MessageTask = TaskDefinition<typeof messageContextSchema>;

/** The messages of an account's spaces on this device. */
export interface Messages {
  /** What this device has of a space's channel; needs no network. */
  readonly read: (space: SpaceId) => Promise<Conversation>;
  /** Reads from the server what has changed. @throws NotReadError, or whatever the network threw */
  readonly pull: (space: SpaceId) => Promise<void>;
  /** Reads what was before. @throws as `pull` */
  readonly pullEarlier: (space: SpaceId) => Promise<void>;
  /**
   * Prepares a message: what `sendTask` sends under the context that it gives, and `composed` shows until it is kept. It is
   * sealed with the key that is the space's current one then, unless another is told.
   */
  readonly compose: (space: SpaceId, draft: Draft, key?: SpaceKey) => MessageContext;
  readonly composed: (context: MessageContext) => ShownMessage | undefined;
  readonly sendTask: MessageTask;
  readonly deleteTask: MessageTask;
  /** Lets go of a message that is not to be sent any more. */
  readonly forget: (context: MessageContext) => Promise<void>;
}

interface MessagesOptions extends Reading {
  readonly account: AccountId;
  readonly journal: Pick<Journal, 'collection'>;
  readonly store: MessageStore;
  /** Takes in a key that was told of, in a message that was sealed with another. What it rejects is told again. */
  readonly onKey: (space: SpaceId, key: SpaceKey, sealedWith: string) => Promise<void>;
  /** Hears what others have written, of a space that has been read before. */
  readonly onArrived: (space: SpaceId, messages: readonly ShownMessage[]) => Promise<void>;
  readonly tell: (change: SpacesChange) => void;
  readonly now: () => number;
}

/** This device has no key of the space yet: nothing can be sealed for it. */
export class NoKeyError extends Error {
  override readonly name = 'NoKeyError';
}

interface Composed {
  readonly content: Content;
  readonly at: number;
  readonly key: SpaceKey | undefined;
}

export function openMessages(options: MessagesOptions): Messages {
  const { account, journal, store, origin, now } = options;
  const composed = new Map<MessageId, Composed>();
  const writtenHere = new Set<MessageId>();
  const reader = new MessageReader({ account, journal, store, isWrittenHere: (message) => writtenHere.has(message) });
  const tell = (space: SpaceId) => options.tell({ kind: 'messages', space });
  const pulling = { ...options, take: (rows: readonly KeptMessage[]) => reader.takeKeys(rows, options.onKey) };

  const seal = async ({ space, message }: MessageContext): Promise<Uint8Array<ArrayBuffer>> => {
    const draft = composed.get(message);
    const key = draft?.key ?? (await currentKey(journal, space));
    if (draft === undefined || key === undefined) throw new NoKeyError('This device has no key of this space yet.');
    const address: MessageAddress = { space, message, author: account };
    return await reader.seal(key, address, draft.content);
  };
  const forget = async ({ space, message }: MessageContext) => {
    await store.dropOutgoing(message);
    tell(space);
  };
  return {
    read: (space) => reader.read(space),
    pull: async (space) => {
      const isFirst = (await store.space(space))?.read === undefined;
      const fresh = await pullSpace(pulling, space);
      tell(space);
      if (!isFirst) await options.onArrived(space, await reader.ofOthers(fresh));
    },
    pullEarlier: async (space) => {
      await readEarlier(pulling, space);
      tell(space);
    },
    compose: (space, draft, key) => {
      const message = v.parse(messageIdSchema, crypto.randomUUID());
      writtenHere.add(message);
      const at = now();
      const content = draft.kind === 'text' ? { ...draft, writtenAt: at } : draft;
      composed.set(message, { content, at, key });
      return { space, message };
    },
    composed: ({ message }) => shown(message, account, composed.get(message)),
    sendTask: sendMessageTask({
      origin,
      bodyOf: async (context) => {
        const body = await seal(context);
        const writtenAt = composed.get(context.message)?.at ?? now();
        await store.keepOutgoing({ ...context, body, writtenAt, hasArrived: false });
        composed.delete(context.message);
        tell(context.space);
        return body;
      },
    }),
    deleteTask: deleteMessageTask(origin),
    forget,
  };
}

function shown(message: MessageId, author: AccountId, draft: Composed | undefined): ShownMessage | undefined {
  return draft && { message, author, at: draft.at, source: 'written-here', content: draft.content };
}
