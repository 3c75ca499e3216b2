import type { SpaceId } from 'backhaul/protocol';
import { type ReactNode, useState } from 'react';
import type { ShownMessage } from '../../messages/conversation.ts';
import type { MessageContext } from '../../messages/message-tasks.ts';
import type { Conversations } from '../../model/conversations.ts';
import { useAppView, useModel } from '../../provider/AppProvider.tsx';
import { Icon } from '../shell/Icon.tsx';
import { focusBeside } from './focus-beside.ts';
import type { MessageState } from './message-state.ts';
import { channelWords } from './words.ts';

interface MessageActionsProps {
  readonly space: SpaceId;
  readonly message: ShownMessage;
  readonly state: MessageState;
  readonly isMine: boolean;
  readonly conversations: Conversations;
  readonly onDelete: (message: MessageContext) => void;
  readonly onEdit: (unsent: string) => void;
}

/** What can be done about a message: delete one that is there or waits; try again, change or let go of one that was refused. */
export function MessageActions(props: MessageActionsProps): ReactNode {
  const { state, isMine, space } = props;
  const isOwner = useAppView().joined.roles.get(space) === 'owner';
  switch (state.kind) {
    case 'refused':
      return <Refused {...props} taskId={state.task.id} />;
    case 'not-sent':
      return <NotSent {...props} />;
    case 'delivered':
    case 'waiting':
    case 'sending':
      return isMine || isOwner ? <Delete {...props} /> : null;
  }
}

function Delete({ space, message, onDelete }: MessageActionsProps): ReactNode {
  const remove = (button: HTMLElement) => {
    focusBeside(button.closest('li'));
    onDelete({ space, message: message.message });
  };
  return (
    <button
      type="button"
      className="icon-button message-delete"
      aria-label={channelWords.remove}
      title={channelWords.remove}
      onClick={({ currentTarget }) => remove(currentTarget)}
    >
      <Icon name="delete" />
    </button>
  );
}

function Refused({ taskId, message, onEdit }: MessageActionsProps & { readonly taskId: string }): ReactNode {
  const model = useModel();
  const [isGone, setIsGone] = useState(false);
  const attempt = (action: Promise<void>) => {
    action.catch((error: unknown) => {
      console.warn(error);
      setIsGone(true);
    });
  };
  const onChange = () => {
    if (message.content.kind === 'text') onEdit(message.content.text);
    attempt(model.discard(taskId));
  };
  return (
    <span className="message-actions">
      <button type="button" className="button" disabled={isGone} onClick={() => attempt(model.client.retry(taskId))}>
        {channelWords.retry}
      </button>
      <button type="button" className="button button-plain" disabled={isGone} onClick={onChange}>
        {channelWords.edit}
      </button>
      <button
        type="button"
        className="button button-plain"
        disabled={isGone}
        onClick={({ currentTarget }) => {
          focusBeside(currentTarget.closest('li'));
          attempt(model.discard(taskId));
        }}
      >
        {channelWords.discard}
      </button>
    </span>
  );
}

/** Nothing sends it: it goes back into the field, or away. */
function NotSent({ space, message, conversations, onEdit }: MessageActionsProps): ReactNode {
  const letGo = () => conversations.messages.forget({ space, message: message.message }).catch(console.warn);
  const onChange = () => {
    if (message.content.kind === 'text') onEdit(message.content.text);
    void letGo();
  };
  return (
    <span className="message-actions">
      <button type="button" className="button" onClick={onChange}>
        {channelWords.edit}
      </button>
      <button type="button" className="button button-plain" onClick={() => void letGo()}>
        {channelWords.discard}
      </button>
    </span>
  );
}
