import { useTasks } from 'backhaul/react';
import { type ReactNode, useMemo } from 'react';
import type { ShownMessage } from '../../messages/conversation.ts';
import type { MessageContext } from '../../messages/message-tasks.ts';
import type { Conversations } from '../../model/conversations.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { EmptyChannel } from './EmptyChannel.tsx';
import { MessageItem } from './MessageItem.tsx';
import { MessagesSkeleton } from './MessagesSkeleton.tsx';
import { messageState, sendingTasks } from './message-state.ts';
import { useConversation } from './use-conversation.ts';
import { useEarlier } from './use-earlier.ts';
import { useStickToEnd } from './use-stick-to-end.ts';
import { channelWords } from './words.ts';

interface MessageListProps {
  readonly space: SpaceSummary;
  readonly conversations: Conversations;
  readonly onDelete: (message: MessageContext) => void;
  readonly onEdit: (unsent: string) => void;
}

/** What was said, the oldest first, with a mark at what is not delivered. */
export function MessageList({ space, conversations, onDelete, onEdit }: MessageListProps): ReactNode {
  const { conversation, reading, readAgain } = useConversation(space.id, conversations);
  const tasks = useTasks();
  const sending = useMemo(() => sendingTasks(tasks), [tasks]);
  const messages = conversation?.messages ?? [];
  const list = useStickToEnd(messages.at(-1)?.message);
  if (conversation === undefined || (conversation.isUnread && reading === 'reading' && messages.length === 0)) {
    return <MessagesSkeleton />;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
    <div ref={list} className="messages" role="log" aria-label={channelWords.messages} tabIndex={0}>
      {reading === 'failed' && <NotRead onAgain={readAgain} />}
      {conversation.hasEarlier && <Earlier space={space} conversations={conversations} />}
      {messages.length === 0 && reading !== 'reading' && <EmptyChannel />}
      <ol className="message-list">
        {messages.map((message, place) => (
          <MessageItem
            key={message.message}
            space={space.id}
            message={message}
            state={messageState(message, sending.get(message.message))}
            isContinued={continues(messages[place - 1], message)}
            startsDay={!isSameDay(messages[place - 1], message)}
            conversations={conversations}
            onDelete={onDelete}
            onEdit={onEdit}
          />
        ))}
      </ol>
    </div>
  );
}

const PAUSE = 5 * 60_000;

/** Whether it stands under the same name and time as the one before. */
function continues(before: ShownMessage | undefined, message: ShownMessage): boolean {
  return (
    before !== undefined &&
    before.author === message.author &&
    before.content.kind === 'text' &&
    message.content.kind === 'text' &&
    message.at - before.at < PAUSE &&
    isSameDay(before, message)
  );
}

function isSameDay(before: ShownMessage | undefined, { at }: ShownMessage): boolean {
  return before !== undefined && new Date(before.at).toDateString() === new Date(at).toDateString();
}

function NotRead({ onAgain }: { readonly onAgain: () => void }): ReactNode {
  return (
    <p className="messages-note" role="status">
      {channelWords.notRead}{' '}
      <button type="button" className="button button-plain" onClick={onAgain}>
        {channelWords.readAgain}
      </button>
    </p>
  );
}

function Earlier({ space, conversations }: Pick<MessageListProps, 'space' | 'conversations'>): ReactNode {
  const { isBusy, hasFailed, read } = useEarlier(space.id, conversations.messages);
  return (
    <p className="messages-note">
      <button type="button" className="button" disabled={isBusy} onClick={read}>
        {channelWords.earlier}
      </button>
      {hasFailed && <span role="alert">{channelWords.notRead}</span>}
    </p>
  );
}
