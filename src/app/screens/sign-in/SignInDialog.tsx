import { useSync } from 'backhaul/react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useModel } from '../../provider/AppProvider.tsx';
import { BusyButton } from '../first-run/BusyButton.tsx';
import { PhraseField } from '../phrase/PhraseField.tsx';
import { SmallDialog, type SmallDialogProps } from '../space/SmallDialog.tsx';
import { signInProblemOf } from './problems.ts';
import './sign-in.css';
import { signInWords } from './words.ts';

type State = { readonly kind: 'typing' | 'busy' } | { readonly kind: 'problem'; readonly words: string };

/** Makes this a device of its account again, after it was shut out. */
export function SignInDialog(props: SmallDialogProps): ReactNode {
  return (
    <SmallDialog {...props} title={signInWords.title}>
      <SignInForm onClose={props.onClose} />
    </SmallDialog>
  );
}

function SignInForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { devices } = useModel();
  const { summary } = useSync();
  const [phrase, setPhrase] = useState('');
  const [state, setState] = useState<State>({ kind: 'typing' });
  const isBusy = state.kind === 'busy';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || phrase.trim() === '') return;
    setState({ kind: 'busy' });
    devices.signInAgain(phrase).then(
      () => location.reload(), // What is edited from now on is edited as the new device.
      (error: unknown) => setState({ kind: 'problem', words: signInProblemOf(error) }),
    );
  };
  return (
    <form className="sign-in" onSubmit={onSubmit}>
      <p className="quiet">{signInWords.why}</p>
      <p>{signInWords.waits(summary.waiting)}</p>
      <PhraseField value={phrase} problem={state.kind === 'problem' ? state.words : undefined} onChange={setPhrase} />
      <div className="small-dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {signInWords.cancel}
        </button>
        <BusyButton type="submit" className="button-primary" isBusy={isBusy} disabled={phrase.trim() === ''}>
          {isBusy ? signInWords.signingIn : signInWords.signIn}
        </BusyButton>
      </div>
    </form>
  );
}
