import type { SpaceId } from 'backhaul/protocol';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { readInvitation } from '../../membership/invite-link.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { SmallDialog, type SmallDialogProps } from './SmallDialog.tsx';
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

type State = { readonly kind: 'ready' | 'joining' } | { readonly kind: 'failed'; readonly problem: string };

function LinkForm({ onClose, onAdded }: Pick<JoinSpaceDialogProps, 'onClose' | 'onAdded'>): ReactNode {
  const id = useId();
  const model = useModel();
  const [link, setLink] = useState('');
  const [state, setState] = useState<State>({ kind: 'ready' });
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const invitation = readInvitation(link);
    if (invitation === undefined) {
      setState({ kind: 'failed', problem: addSpaceWords.linkWrong });
      return;
    }
    setState({ kind: 'joining' });
    try {
      await (await model.conversations()).desk.join(invitation);
      onClose();
      onAdded(invitation.space);
    } catch (error) {
      console.error(error);
      setState({ kind: 'failed', problem: addSpaceWords.notKept });
    }
  };
  return (
    <form className="settings-fields" onSubmit={(event) => void onSubmit(event)}>
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
          aria-invalid={state.kind === 'failed'}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => setLink(target.value)}
        />
        <p id={`${id}-note`} className={state.kind === 'failed' ? 'field-problem' : 'field-note'} aria-live="polite">
          {state.kind === 'failed' ? state.problem : addSpaceWords.linkNote}
        </p>
      </div>
      <div className="small-dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {spaceWords.cancel}
        </button>
        <button
          type="submit"
          className="button button-primary"
          disabled={link.trim() === '' || state.kind === 'joining'}
        >
          {addSpaceWords.joinNow}
        </button>
      </div>
    </form>
  );
}
