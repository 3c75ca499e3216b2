import type { SpaceId } from 'backhaul/protocol';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useModel } from '../../provider/AppProvider.tsx';
import { SmallDialog, type SmallDialogProps } from './SmallDialog.tsx';
import { addSpaceWords, spaceWords } from './words.ts';

interface NewSpaceDialogProps extends SmallDialogProps {
  readonly onAdded: (space: SpaceId) => void;
}

const NAME_LENGTH = 64;

/** Asks what a new space is called. */
export function NewSpaceDialog({ onAdded, ...dialog }: NewSpaceDialogProps): ReactNode {
  return (
    <SmallDialog {...dialog} title={addSpaceWords.makeTitle}>
      <NameForm onClose={dialog.onClose} onAdded={onAdded} />
    </SmallDialog>
  );
}

function NameForm({ onClose, onAdded }: Pick<NewSpaceDialogProps, 'onClose' | 'onAdded'>): ReactNode {
  const id = useId();
  const model = useModel();
  const [name, setName] = useState('');
  const [state, setState] = useState<'ready' | 'making' | 'failed'>('ready');
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setState('making');
    try {
      const { desk } = await model.conversations();
      const space = await desk.make(name.trim());
      onClose();
      onAdded(space);
    } catch (error) {
      console.error(error);
      setState('failed');
    }
  };
  return (
    <form className="settings-fields" onSubmit={(event) => void onSubmit(event)}>
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {addSpaceWords.name}
        </label>
        <input
          id={id}
          className="text-field"
          maxLength={NAME_LENGTH}
          autoComplete="off"
          value={name}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => setName(target.value)}
        />
        <p id={`${id}-note`} className="field-note">
          {addSpaceWords.nameNote}
        </p>
        {state === 'failed' && (
          <p className="field-problem" role="alert">
            {addSpaceWords.notKept}
          </p>
        )}
      </div>
      <div className="small-dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {spaceWords.cancel}
        </button>
        <button type="submit" className="button button-primary" disabled={name.trim() === '' || state === 'making'}>
          {addSpaceWords.makeNow}
        </button>
      </div>
    </form>
  );
}
