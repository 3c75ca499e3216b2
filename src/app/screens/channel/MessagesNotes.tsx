import type { SpaceId } from 'backhaul/protocol';
import type { ReactNode } from 'react';
import type { Messages } from '../../messages/open-messages.ts';
import { handFocusOn } from './hand-focus-on.ts';
import { useEarlier } from './use-earlier.ts';
import { channelWords } from './words.ts';

interface NotReadProps {
  readonly isBusy: boolean;
  readonly onAgain: () => void;
}

export function NotRead({ isBusy, onAgain }: NotReadProps): ReactNode {
  return (
    <p ref={handFocusOn} className="messages-note" role="status">
      {channelWords.notRead}{' '}
      <button
        type="button"
        className="button button-plain"
        aria-disabled={isBusy}
        onClick={isBusy ? undefined : onAgain}
      >
        {channelWords.readAgain}
      </button>
    </p>
  );
}

interface EarlierProps {
  readonly space: SpaceId;
  readonly messages: Messages;
}

export function Earlier({ space, messages }: EarlierProps): ReactNode {
  const { isBusy, hasFailed, read } = useEarlier(space, messages);
  return (
    <p ref={handFocusOn} className="messages-note">
      <button type="button" className="button" aria-disabled={isBusy} onClick={isBusy ? undefined : read}>
        {channelWords.earlier}
      </button>
      {hasFailed && <span role="alert">{channelWords.notRead}</span>}
    </p>
  );
}
