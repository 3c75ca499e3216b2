import type { ReactNode } from 'react';
import { type Invitation, readInvitation } from '../../membership/invite-link.ts';
import { goToSpace } from '../../routes/navigation.ts';
import { DialogActions } from '../dialogs/DialogActions.tsx';
import { SmallDialog } from './SmallDialog.tsx';
import { useJoining } from './use-joining.ts';
import { addSpaceWords, spaceWords } from './words.ts';

interface InvitationDialogProps {
  readonly link: string;
  readonly onClose: () => void;
}

/** The page was opened with an invitation: nobody joins anything by a link alone. */
export function InvitationDialog({ link, onClose }: InvitationDialogProps): ReactNode {
  const invitation = readInvitation(link);
  return (
    <SmallDialog
      isOpen
      onClose={onClose}
      title={invitation === undefined ? addSpaceWords.joinTitle : addSpaceWords.asked(invitation.name)}
    >
      {invitation === undefined ? (
        <Incomplete onClose={onClose} />
      ) : (
        <Question invitation={invitation} onClose={onClose} />
      )}
    </SmallDialog>
  );
}

function Incomplete({ onClose }: Pick<InvitationDialogProps, 'onClose'>): ReactNode {
  return (
    <>
      <p>{addSpaceWords.linkWrong}</p>
      <div className="small-dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {spaceWords.close}
        </button>
      </div>
    </>
  );
}

interface QuestionProps {
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

function Question({ invitation, onClose }: QuestionProps): ReactNode {
  const { state, join } = useJoining(({ space }) => {
    onClose();
    goToSpace(space);
  });
  return (
    <>
      <p className="quiet">{addSpaceWords.askedNote}</p>
      {state === 'failed' && (
        <p className="field-problem" role="alert">
          {addSpaceWords.notKept}
        </p>
      )}
      <DialogActions
        keep={addSpaceWords.notNow}
        confirm={addSpaceWords.joinNow}
        isDisabled={state === 'busy'}
        onClose={onClose}
        onConfirm={() => join(invitation)}
      />
    </>
  );
}
