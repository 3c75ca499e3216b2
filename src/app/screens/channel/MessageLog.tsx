import type { QueueTask } from 'backhaul';
import type { SpaceId } from 'backhaul/protocol';
import { useTasks } from 'backhaul/react';
import { type ReactNode, useLayoutEffect, useMemo } from 'react';
import { useFormat } from '../../format/use-format.ts';
import type { Conversation } from '../../messages/conversation.ts';
import { goneMessages, type MessageContext } from '../../messages/message-tasks.ts';
import type { Conversations } from '../../model/conversations.ts';
import { useAppView, useModel } from '../../provider/AppProvider.tsx';
import { arranged } from './arranged.ts';
import { EmptyChannel } from './EmptyChannel.tsx';
import { handFocusOn } from './hand-focus-on.ts';
import { MessageItem } from './MessageItem.tsx';
import { Earlier, NotRead } from './MessagesNotes.tsx';
import { sendingTasks } from './message-state.ts';
import { type Reading, standIn } from './stand-in.ts';
import { useStickToEnd } from './use-stick-to-end.ts';
import { channelWords } from './words.ts';

export interface MessageLogProps {
  readonly space: SpaceId;
  readonly conversations: Conversations;
  readonly conversation: Conversation;
  readonly reading: Reading;
  readonly readAgain: () => void;
  readonly onDelete: (message: MessageContext) => void;
  readonly onEdit: (unsent: string) => void;
}

/** What was said, the oldest first, with a mark at what is not delivered. */
export function MessageLog(props: MessageLogProps): ReactNode {
  const { space, conversations, conversation, reading, readAgain } = props;
  const { messages } = conversation;
  const list = useStickToEnd(messages.at(-1)?.message);
  useLayoutEffect(() => handFocusOn(list.current), [list]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
    <div ref={list} className="messages" role="log" aria-label={channelWords.messages} tabIndex={0}>
      {(reading === 'failed' || reading === 'reading-again') && (
        <NotRead isBusy={reading === 'reading-again'} onAgain={readAgain} />
      )}
      {conversation.hasEarlier && <Earlier space={space} messages={conversations.messages} />}
      {standIn(conversation, reading) === 'empty' && <EmptyChannel />}
      <Items {...props} />
    </div>
  );
}

/** Messages that are not shown, whatever is known of them: the same set until it has changed. */
function useGone(tasks: readonly QueueTask[]): ReadonlySet<string> {
  const names = [...goneMessages(tasks)].sort().join(' ');
  return useMemo(() => new Set(names.split(' ')), [names]);
}

/** An item is given only what is the same until the item itself has changed: there may be thousands. */
function Items({ space, conversations, conversation, onDelete, onEdit }: MessageLogProps): ReactNode {
  const tasks = useTasks();
  const format = useFormat();
  const { account } = useModel();
  const isOwner = useAppView().joined.roles.get(space) === 'owner';
  const sending = useMemo(() => sendingTasks(tasks), [tasks]);
  const gone = useGone(tasks);
  const rows = useMemo(
    () => arranged(conversation.messages.filter(({ message }) => !gone.has(message))),
    [conversation.messages, gone],
  );
  return (
    <ol className="message-list">
      {rows.map(({ message, isContinued, startsDay }) => (
        <MessageItem
          key={message.message}
          space={space}
          message={message}
          task={message.source === 'server' ? undefined : sending.get(message.message)}
          isContinued={isContinued}
          startsDay={startsDay}
          isMine={message.author === account}
          isOwner={isOwner}
          format={format}
          messages={conversations.messages}
          onDelete={onDelete}
          onEdit={onEdit}
        />
      ))}
    </ol>
  );
}
