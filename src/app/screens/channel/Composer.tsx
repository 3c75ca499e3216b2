import { type FormEvent, type KeyboardEvent, type ReactNode, type RefObject, useId } from 'react';
import { TEXT_LENGTH } from '../../messages/content.ts';
import type { Conversations } from '../../model/conversations.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { useComposeAddress } from '../../routes/use-compose-address.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { useToasts } from '../../toasts/toasts.ts';
import type { SendMessage } from './use-message-mutations.ts';
import { channelWords } from './words.ts';

interface ComposerProps {
  readonly space: SpaceSummary;
  readonly conversations: Conversations;
  readonly send: SendMessage;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Where a message is written. It is gone from here as soon as it is sent: what was not kept comes back. */
export function Composer({ space, conversations, send, field, text, onText }: ComposerProps): ReactNode {
  const id = useId();
  useComposeAddress(field);
  const sendText = useSend(space, conversations, send, onText);
  const tooLong = text.length - TEXT_LENGTH;
  const canSend = text.trim() !== '' && tooLong <= 0;
  const submit = () => {
    if (!canSend) return;
    onText('');
    sendText(text.trim());
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form className="composer" onSubmit={onSubmit}>
      <textarea
        ref={field}
        className="text-field composer-field"
        aria-label={channelWords.composer}
        aria-describedby={`${id}-hint`}
        aria-invalid={tooLong > 0}
        placeholder={channelWords.placeholder(space.name)}
        rows={1}
        value={text}
        onChange={({ target }) => onText(target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="button button-primary composer-send" disabled={!canSend}>
        {channelWords.send}
      </button>
      <p id={`${id}-hint`} className={tooLong > 0 ? 'composer-hint field-problem' : 'composer-hint field-note'}>
        {tooLong > 0 ? channelWords.tooLong(tooLong) : channelWords.hint}
      </p>
    </form>
  );
}

function useSend(
  { id }: SpaceSummary,
  { messages }: Conversations,
  send: SendMessage,
  onText: (text: string) => void,
): (text: string) => void {
  const { profile } = useAppView();
  const toasts = useToasts();
  return (text: string) => {
    const context = messages.compose(id, { kind: 'text', name: profile.displayName, text });
    send(context, {
      onError: (error) => {
        console.error(error);
        onText(text);
        toasts.add({ title: channelWords.notKept, timeout: 0 });
        messages.forget(context).catch(console.warn);
      },
    });
  };
}
