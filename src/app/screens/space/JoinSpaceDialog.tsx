import type { SpaceId } from 'backhaul/protocol';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { readInvitation } from '../../membership/invite-link.ts';
import { DialogActions } from '../dialogs/DialogActions.tsx';
import { SmallDialog, type SmallDialogProps } from './SmallDialog.tsx';
import { useJoining } from './use-joining.ts';
import { addSpaceWords, spaceWords } from './words.ts';

interface JoinSpaceDialogProps extends SmallDialogProps {
  readonly onAdded: (space: SpaceId) => void;
}

/** Asks for the link of an invitation. */
export function JoinSpaceDialog({ onAdded, ...dialog }: JoinSpaceDialogProps): ReactNode {
  return (
    <SmallDialog {...dialog} title={addSpaceWords.joinTitle}>
      <LinkForm onClose={dialog.onClose} onAdded={onAdded} />
    </SmallDialog>
  );
}

function LinkForm({ onClose, onAdded }: Pick<JoinSpaceDialogProps, 'onClose' | 'onAdded'>): ReactNode {
  const id = useId();
  const [link, setLink] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const { state, join } = useJoining(({ space }) => {
    onClose();
    onAdded(space);
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const invitation = readInvitation(link);
    setIsWrong(invitation === undefined);
    if (invitation !== undefined) join(invitation);
  };
  const problem = isWrong ? addSpaceWords.linkWrong : state === 'failed' ? addSpaceWords.notKept : undefined;
  return (
    <form className="settings-fields" onSubmit={onSubmit}>
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {addSpaceWords.link}
        </label>
        <input
          id={id}
          className="text-field"
          type="url"
          autoComplete="off"
          spellCheck={false}
          value={link}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => setLink(target.value)}
        />
        <p id={`${id}-note`} className={problem === undefined ? 'field-note' : 'field-problem'} aria-live="polite">
          {problem ?? addSpaceWords.linkNote}
        </p>
      </div>
      <DialogActions
        keep={spaceWords.cancel}
        confirm={addSpaceWords.joinNow}
        isDisabled={link.trim() === '' || state === 'busy'}
        onClose={onClose}
      />
    </form>
  );
}
