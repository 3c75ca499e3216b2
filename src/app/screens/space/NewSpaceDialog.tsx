import type { SpaceId } from 'backhaul/protocol';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useModel } from '../../provider/AppProvider.tsx';
import { DialogActions } from '../dialogs/DialogActions.tsx';
import { useAttempt } from '../dialogs/use-attempt.ts';
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
  const { state, begin } = useAttempt();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    begin(async () => {
      const space = await (await model.conversations()).desk.make(name.trim());
      onClose();
      onAdded(space);
    });
  };
  return (
    <form className="settings-fields" onSubmit={onSubmit}>
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
      <DialogActions
        keep={spaceWords.cancel}
        confirm={addSpaceWords.makeNow}
        isDisabled={name.trim() === '' || state === 'busy'}
        onClose={onClose}
      />
    </form>
  );
}
