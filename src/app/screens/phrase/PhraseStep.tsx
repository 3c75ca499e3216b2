import { type ReactNode, useState } from 'react';
import type { AppModel, NewAccount } from '../../model/app-model.ts';
import { BusyButton } from '../first-run/BusyButton.tsx';
import '../first-run/first-run.css';
import { problemOf } from '../first-run/problems.ts';
import { StepHeading } from '../first-run/StepHeading.tsx';
import { CopyButton } from './CopyButton.tsx';
import { PairingCode } from './PairingCode.tsx';
import './phrase.css';
import { PhraseWords } from './PhraseWords.tsx';
import { phraseWords } from './words.ts';

interface PhraseStepProps {
  readonly account: NewAccount;
  /** Nobody needs the phrase of a sample. */
  readonly isDismissible: boolean;
  readonly onReady: (model: AppModel) => void;
}

type State = { readonly kind: 'shown' | 'opening' } | { readonly kind: 'failed'; readonly problem: string };

/** Shows the phrase of an account that was just made, this once: it is kept from when the person has it. */
export function PhraseStep({ account, isDismissible, onReady }: PhraseStepProps): ReactNode {
  const [state, setState] = useState<State>({ kind: 'shown' });
  const isBusy = state.kind === 'opening';
  const onDone = () => {
    setState({ kind: 'opening' });
    account.open().then(onReady, (error: unknown) => {
      console.error(error);
      setState({ kind: 'failed', problem: problemOf(error) });
    });
  };
  return (
    <main className="first-run">
      <div className="first-run-column phrase-column">
        <StepHeading>{phraseWords.title}</StepHeading>
        <p>{phraseWords.explanation}</p>
        <div className="phrase">
          <div className="phrase-side">
            <PhraseWords phrase={account.phrase} />
            <CopyButton text={account.phrase} />
          </div>
          <PairingCode link={account.link} />
        </div>
        <div className="first-run-choice">
          <BusyButton className="button-primary button-large" isBusy={isBusy} onClick={onDone}>
            {isBusy ? phraseWords.opening : phraseWords.done}
          </BusyButton>
          {isDismissible && (
            <BusyButton className="button-large" isBusy={isBusy} onClick={onDone}>
              {phraseWords.notNow}
            </BusyButton>
          )}
        </div>
        {state.kind === 'failed' && (
          <p className="field-problem" role="alert">
            {state.problem}
          </p>
        )}
      </div>
    </main>
  );
}
