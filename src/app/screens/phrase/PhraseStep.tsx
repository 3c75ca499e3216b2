import { type ReactNode, useState } from 'react';
import type { AppModel, NewAccount } from '../../model/app-model.ts';
import '../first-run/first-run.css';
import { CopyButton } from './CopyButton.tsx';
import { PairingCode } from './PairingCode.tsx';
import './phrase.css';
import { phraseWords } from './words.ts';

interface PhraseStepProps {
  readonly account: NewAccount;
  /** Nobody needs the phrase of a sample. */
  readonly isDismissible: boolean;
  readonly onReady: (model: AppModel) => void;
}

/** Shows the phrase of an account that was just made, this once. */
export function PhraseStep({ account, isDismissible, onReady }: PhraseStepProps): ReactNode {
  const [state, setState] = useState<'shown' | 'opening' | 'failed'>('shown');
  const isBusy = state === 'opening';
  const onDone = () => {
    setState('opening');
    account.open().then(onReady, (error: unknown) => {
      console.error(error);
      setState('failed');
    });
  };
  return (
    <main className="first-run">
      <div className="first-run-column phrase-column">
        <h1>{phraseWords.title}</h1>
        <p>{phraseWords.explanation}</p>
        <div className="phrase">
          <div className="phrase-side">
            <Words phrase={account.phrase} />
            <CopyButton text={account.phrase} />
          </div>
          <PairingCode link={account.link} />
        </div>
        <div className="first-run-choice">
          <button type="button" className="button button-primary button-large" disabled={isBusy} onClick={onDone}>
            {isBusy ? phraseWords.opening : phraseWords.done}
          </button>
          {isDismissible && (
            <button type="button" className="button button-large" disabled={isBusy} onClick={onDone}>
              {phraseWords.notNow}
            </button>
          )}
        </div>
        {state === 'failed' && (
          <p className="field-problem" role="alert">
            {phraseWords.notOpened}
          </p>
        )}
      </div>
    </main>
  );
}

function Words({ phrase }: { readonly phrase: string }): ReactNode {
  const numbered = phrase.split(' ').map((word, index) => ({ word, number: index + 1 }));
  return (
    <ol className="phrase-words" aria-label={phraseWords.words}>
      {numbered.map(({ word, number }) => (
        <li key={number}>
          <span className="phrase-number figures" aria-hidden="true">
            {number}
          </span>
          {word}
        </li>
      ))}
    </ol>
  );
}
