import type { SpaceId } from 'backhaul/protocol';
import { type ReactNode, useState } from 'react';
import type { Invitation } from '../../membership/invite-link.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { SmallDialog } from './SmallDialog.tsx';
import { addSpaceWords } from './words.ts';

interface InvitationDialogProps {
  readonly invitation: Invitation | undefined;
  readonly onClose: () => void;
  readonly onAdded: (space: SpaceId) => void;
}

/** The page was opened with an invitation: nobody joins anything by a link alone. */
export function InvitationDialog({ invitation, onClose, onAdded }: InvitationDialogProps): ReactNode {
  if (invitation === undefined) return null;
  return (
    <SmallDialog isOpen onClose={onClose} title={addSpaceWords.asked(invitation.name)}>
      <Question invitation={invitation} onClose={onClose} onAdded={onAdded} />
    </SmallDialog>
  );
}

function Question({
  invitation,
  onClose,
  onAdded,
}: InvitationDialogProps & { readonly invitation: Invitation }): ReactNode {
  const model = useModel();
  const [state, setState] = useState<'ready' | 'joining' | 'failed'>('ready');
  const onJoin = async () => {
    setState('joining');
    try {
      await (await model.conversations()).desk.join(invitation);
      onClose();
      onAdded(invitation.space);
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
