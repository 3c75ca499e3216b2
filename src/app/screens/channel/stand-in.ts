import type { Conversation } from '../../messages/conversation.ts';

/** How far a channel was read from the server. */
export type Reading =
  | 'reading'
  /** After it could not be: what says so stays. */
  | 'reading-again'
  | 'read'
  /** Only the account's spaces were asked for: as far as that told, the person is not a member. */
  | 'listed'
  | 'failed';

/** What stands where messages would: that nothing was said is told only when somebody has looked. */
export function standIn(
  { messages, isUnread }: Pick<Conversation, 'messages' | 'isUnread'>,
  reading: Reading,
): 'skeleton' | 'empty' | undefined {
  if (messages.length > 0) return undefined;
  if (isUnread) return reading === 'reading' || reading === 'read' ? 'skeleton' : undefined; // What was read is about to come.
  return reading === 'reading' ? undefined : 'empty';
}
