import type { QueueTask } from 'backhaul';
import type { SpaceId } from 'backhaul/protocol';
import { memo, type ReactNode } from 'react';
import type { Format } from '../../format/use-format.ts';
import { useNow } from '../../format/use-now.ts';
import { useOnline } from '../../format/use-online.ts';
import { SpokenMark } from '../../mark/Mark.tsx';
import type { Place } from '../../mark/place.ts';
import type { ShownMessage } from '../../messages/conversation.ts';
import type { MessageContext } from '../../messages/message-tasks.ts';
import type { Messages } from '../../messages/open-messages.ts';
import { nextAttemptAt, stateOf } from '../../task-words/state-words.ts';
import { DayHeading } from './DayHeading.tsx';
import { handFocusOn } from './hand-focus-on.ts';
import { MessageActions } from './MessageActions.tsx';
import { type MessageState, messageState } from './message-state.ts';
import { channelWords, sealedWords } from './words.ts';

interface MessageItemProps {
  readonly space: SpaceId;
  readonly message: ShownMessage;
  /** What sends it, until the server has it. */
  readonly task: QueueTask | undefined;
  /** It stands under the name and the time of the one before. */
  readonly isContinued: boolean;
  readonly startsDay: boolean;
  readonly isMine: boolean;
  readonly isOwner: boolean;
  readonly format: Format;
  readonly messages: Messages;
  readonly onDelete: (message: MessageContext) => void;
  readonly onEdit: (unsent: string) => void;
}

export const MessageItem = memo(function MessageItem(props: MessageItemProps): ReactNode {
  const { message, task, isContinued, startsDay, format } = props;
  const state = messageState(message, task);
  return (
    <li ref={handFocusOn} className="message" data-state={state.kind} data-continued={isContinued || undefined}>
      {startsDay && <DayHeading at={message.at} format={format} />}
      {message.content.kind === 'key' ? (
        <p className="message-event label quiet">
          <bdi>{channelWords.keyChanged(nameOf(message))}</bdi> · {format.hour(message.at)}
        </p>
      ) : (
        <Said {...props} state={state} />
      )}
    </li>
  );
});

function Said(props: MessageItemProps & { readonly state: MessageState }): ReactNode {
  const { message, state, isContinued, isMine, isOwner, format } = props;
  return (
    <article className="message-said" aria-label={channelWords.actions(textOf(message))} tabIndex={-1}>
      {!isContinued && (
        <header className="message-head">
          <bdi className="message-author">{isMine ? channelWords.you : nameOf(message)}</bdi>
          <time className="label quiet figures" dateTime={new Date(message.at).toISOString()}>
            {format.hour(message.at)}
          </time>
        </header>
      )}
      <div className="message-line">
        <p dir="auto" className={message.content.kind === 'text' ? 'message-text' : 'message-text quiet'}>
          {textOf(message)}
        </p>
        {state.kind !== 'delivered' && <SpokenMark key={state.kind} place={placeOf(state)} />}
        <MessageActions {...props} mayDelete={isMine || isOwner} />
      </div>
      {state.kind !== 'delivered' && <StateWords state={state} format={format} />}
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
