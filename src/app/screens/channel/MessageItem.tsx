import type { SpaceId } from 'backhaul/protocol';
import type { ReactNode } from 'react';
import { type Format, useFormat } from '../../format/use-format.ts';
import { useNow } from '../../format/use-now.ts';
import { useOnline } from '../../format/use-online.ts';
import { SpokenMark } from '../../mark/Mark.tsx';
import type { Place } from '../../mark/place.ts';
import type { ShownMessage } from '../../messages/conversation.ts';
import type { MessageContext } from '../../messages/message-tasks.ts';
import type { Conversations } from '../../model/conversations.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { nextAttemptAt, stateOf } from '../../task-words/state-words.ts';
import { DayHeading } from './DayHeading.tsx';
import { MessageActions } from './MessageActions.tsx';
import type { MessageState } from './message-state.ts';
import { channelWords, sealedWords } from './words.ts';

interface MessageItemProps {
  readonly space: SpaceId;
  readonly message: ShownMessage;
  readonly state: MessageState;
  /** It stands under the name and the time of the one before. */
  readonly isContinued: boolean;
  readonly startsDay: boolean;
  readonly conversations: Conversations;
  readonly onDelete: (message: MessageContext) => void;
  readonly onEdit: (unsent: string) => void;
}

export function MessageItem(props: MessageItemProps): ReactNode {
  const { message, state, isContinued, startsDay } = props;
  const format = useFormat();
  return (
    <li className="message" data-state={state.kind} data-continued={isContinued || undefined}>
      {startsDay && <DayHeading at={message.at} />}
      {message.content.kind === 'key' ? (
        <p className="message-event label quiet">
          {channelWords.keyChanged(nameOf(message))} · {format.hour(message.at)}
        </p>
      ) : (
        <Said {...props} format={format} />
      )}
    </li>
  );
}

function Said(props: MessageItemProps & { readonly format: Format }): ReactNode {
  const { message, state, isContinued, format } = props;
  const { account } = useModel();
  const isMine = message.author === account;
  return (
    <article className="message-said" aria-label={channelWords.actions(textOf(message))}>
      {!isContinued && (
        <header className="message-head">
          <span className="message-author">{isMine ? channelWords.you : nameOf(message)}</span>
          <time className="label quiet figures" dateTime={new Date(message.at).toISOString()}>
            {format.hour(message.at)}
          </time>
        </header>
      )}
      <div className="message-line">
        <p className={message.content.kind === 'text' ? 'message-text' : 'message-text quiet'}>{textOf(message)}</p>
        {state.kind !== 'delivered' && <SpokenMark key={state.kind} place={placeOf(state)} />}
        <MessageActions {...props} isMine={isMine} />
      </div>
      <StateWords state={state} format={format} />
    </article>
  );
}

/** Why it is not delivered, where the mark alone would not tell enough. */
function StateWords({ state, format }: { readonly state: MessageState; readonly format: Format }): ReactNode {
  const task = state.kind === 'waiting' || state.kind === 'refused' ? state.task : undefined;
  const now = useNow(task && nextAttemptAt(task));
  const isOnline = useOnline();
  if (state.kind === 'not-sent') return <p className="message-state label">{channelWords.notSent}</p>;
  if (task === undefined || (task.status === 'pending' && task.wait.for === 'turn' && isOnline)) return null;
  return <p className="message-state label figures">{stateOf(task, { now, isOnline }, format)}</p>;
}

function placeOf({ kind }: MessageState): Place {
  switch (kind) {
    case 'delivered':
      return 'delivered';
    case 'waiting':
      return 'here';
    case 'sending':
      return 'on-its-way';
    case 'refused':
    case 'not-sent':
      return 'needs-you';
  }
}

function nameOf({ content }: ShownMessage): string {
  return (content.kind === 'sealed' ? '' : content.name.trim()) || channelWords.nobody;
}

function textOf({ content }: ShownMessage): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'key':
      return channelWords.keyChanged(content.name);
    case 'sealed':
      return sealedWords[content.reason];
  }
}
