import type { AccountId, MessageId } from 'backhaul/protocol';
import type { SealedReason } from './sealed-message.ts';

/** What is shown of a message. Times are milliseconds since 1970. */
export interface ShownMessage {
  readonly message: MessageId;
  readonly author: AccountId;
  readonly at: number;
  readonly source: MessageSource;
  readonly content: ShownContent;
}

/** Where it was read: what is not heard of from the server yet, the outbox tells more of. */
export type MessageSource =
  | 'server'
  /** The server has taken it, and it has not come back from there yet. */
  | 'arrived'
  /** Written in this page. */
  | 'written-here'
  /** Written in a page that is closed, which may have ended before the outbox had it. */
  | 'written-before';

export type ShownContent =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'sealed'; readonly reason: SealedReason };

/** A channel as far as this device has it. */
export interface Conversation {
  /** The oldest first; what was not heard of from the server yet comes last. */
  readonly messages: readonly ShownMessage[];
  /** The server has older ones, which were not read. */
  readonly hasEarlier: boolean;
  /** Nothing was ever read of it. */
  readonly isUnread: boolean;
}

/** Shows a message that has just been written, before it is kept anywhere. */
export function withMessage(conversation: Conversation, message: ShownMessage): Conversation {
  if (conversation.messages.some((other) => other.message === message.message)) return conversation;
  return { ...conversation, messages: [...conversation.messages, message] };
}

export function withoutMessage(conversation: Conversation, message: MessageId): Conversation {
  return { ...conversation, messages: conversation.messages.filter((other) => other.message !== message) };
}
