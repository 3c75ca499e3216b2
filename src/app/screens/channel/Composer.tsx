import { type FormEvent, type KeyboardEvent, type ReactNode, type RefObject, useId, useSyncExternalStore } from 'react';
import { TEXT_LENGTH } from '../../messages/content.ts';
import type { Messages } from '../../messages/open-messages.ts';
import { useComposeAddress } from '../../routes/use-compose-address.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import type { Drafts } from './drafts.ts';
import type { SendMessage } from './use-message-mutations.ts';
import { useSend } from './use-send.ts';
import { channelWords } from './words.ts';

interface ComposerProps {
  readonly space: SpaceSummary;
  readonly messages: Messages;
  readonly send: SendMessage;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly drafts: Drafts;
}

/** Where a message is written. It is gone from here as soon as it is sent: what was not kept comes back. */
export function Composer({ space, messages, send, field, drafts }: ComposerProps): ReactNode {
  const id = useId();
  useComposeAddress(field);
  const sendText = useSend({ space, messages, send, drafts });
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.of(space.id));
  const tooLong = text.length - TEXT_LENGTH;
  const canSend = text.trim() !== '' && tooLong <= 0;
  const submit = () => {
    if (!canSend) return;
    drafts.write(space.id, '');
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
        dir="auto"
        rows={1}
        value={text}
        onChange={({ target }) => drafts.write(space.id, target.value)}
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
