import type { SpaceId } from 'backhaul/protocol';
import { type ReactNode, useRef, useState } from 'react';
import { later } from '../../later/later.tsx';
import type { ShownMessage } from '../../messages/conversation.ts';
import type { MessageContext } from '../../messages/message-tasks.ts';
import type { Messages } from '../../messages/open-messages.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { Icon } from '../shell/Icon.tsx';
import { focusBeside } from './focus-beside.ts';
import { handFocusOn } from './hand-focus-on.ts';
import type { MessageState } from './message-state.ts';
import { channelWords } from './words.ts';

const DeletionDialog = later(async () => (await import('./DeletionDialog.tsx')).DeletionDialog);

interface MessageActionsProps {
  readonly space: SpaceId;
  readonly message: ShownMessage;
  readonly state: MessageState;
  readonly mayDelete: boolean;
  readonly isMine: boolean;
  readonly messages: Messages;
  readonly onDelete: (message: MessageContext) => void;
  readonly onEdit: (unsent: string) => void;
}

/** What can be done about a message: delete one that is there or waits; try again, change or let go of one that was refused. */
export function MessageActions(props: MessageActionsProps): ReactNode {
  const { state, mayDelete } = props;
  switch (state.kind) {
    case 'refused':
      return <Refused {...props} taskId={state.task.id} />;
    case 'not-sent':
      return <NotSent {...props} />;
    case 'delivered':
    case 'waiting':
    case 'sending':
      return mayDelete ? <Delete {...props} /> : null;
  }
}

/** What somebody else has written is asked about first. */
function Delete({ space, message, isMine, onDelete }: MessageActionsProps): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const [isAsking, setIsAsking] = useState(false);
  const remove = () => {
    focusBeside(button.current?.closest('li') ?? null);
    onDelete({ space, message: message.message });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="icon-button message-delete"
        aria-label={channelWords.remove}
        title={channelWords.remove}
        onClick={isMine ? remove : () => setIsAsking(true)}
      >
        <Icon name="delete" />
      </button>
      {isAsking && <DeletionDialog onClose={() => setIsAsking(false)} onDelete={remove} />}
    </>
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
  const onRetry = () => attempt(model.client.retry(taskId));
  const onChange = () => {
    if (message.content.kind === 'text') onEdit(message.content.text);
    attempt(model.discard(taskId));
  };
  const onDiscard = (button: HTMLElement) => {
    focusBeside(button.closest('li'));
    attempt(model.discard(taskId));
  };
  return (
    <span ref={handFocusOn} className="message-actions">
      <button type="button" className="button" aria-disabled={isGone} onClick={isGone ? undefined : onRetry}>
        {channelWords.retry}
      </button>
      <button
        type="button"
        className="button button-plain"
        aria-disabled={isGone}
        onClick={isGone ? undefined : onChange}
      >
        {channelWords.edit}
      </button>
      <button
        type="button"
        className="button button-plain"
        aria-disabled={isGone}
        onClick={isGone ? undefined : ({ currentTarget }) => onDiscard(currentTarget)}
      >
        {channelWords.discard}
      </button>
    </span>
  );
}

/** Nothing sends it: it goes back into the field, or away. */
function NotSent({ space, message, messages, onEdit }: MessageActionsProps): ReactNode {
  const letGo = () => messages.forget({ space, message: message.message }).catch(console.warn);
  const onChange = () => {
    if (message.content.kind === 'text') onEdit(message.content.text);
    void letGo();
  };
  const onDiscard = (button: HTMLElement) => {
    focusBeside(button.closest('li'));
    void letGo();
  };
  return (
    <span ref={handFocusOn} className="message-actions">
      <button type="button" className="button" onClick={onChange}>
        {channelWords.edit}
      </button>
      <button type="button" className="button button-plain" onClick={({ currentTarget }) => onDiscard(currentTarget)}>
        {channelWords.discard}
      </button>
    </span>
  );
}
