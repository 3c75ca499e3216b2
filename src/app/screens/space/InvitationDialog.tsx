import { type ReactNode, useState } from 'react';
import { type Invitation, readInvitation } from '../../membership/invite-link.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { goToSpace } from '../../routes/navigation.ts';
import { SmallDialog } from './SmallDialog.tsx';
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
  const model = useModel();
  const [state, setState] = useState<'ready' | 'joining' | 'failed'>('ready');
  const onJoin = async () => {
    setState('joining');
    try {
      await (await model.conversations()).desk.join(invitation);
      onClose();
      goToSpace(invitation.space);
    } catch (error) {
      console.error(error);
      setState('failed');
    }
  };
  return (
    <>
      <p className="quiet">{addSpaceWords.askedNote}</p>
      {state === 'failed' && (
        <p className="field-problem" role="alert">
          {addSpaceWords.notKept}
        </p>
      )}
      <div className="small-dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {addSpaceWords.notNow}
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={state === 'joining'}
          onClick={() => void onJoin()}
        >
          {addSpaceWords.joinNow}
        </button>
      </div>
    </>
  );
}
