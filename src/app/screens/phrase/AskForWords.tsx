import { type FormEvent, type ReactNode, useState } from 'react';
import { BusyButton } from '../first-run/BusyButton.tsx';
import './ask-for-words.css';
import { PhraseField } from './PhraseField.tsx';

interface AskForWordsProps {
  /** What is to be known before they are typed. */
  readonly children: ReactNode;
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  readonly goOn: string;
  readonly busy: string;
  readonly cancel: string;
  readonly onClose: () => void;
  readonly onWords: (phrase: string) => void;
}

/** Asks for a recovery phrase in a dialog. */
export function AskForWords({ children, problem, isBusy, onClose, onWords, ...words }: AskForWordsProps): ReactNode {
  const [phrase, setPhrase] = useState('');
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // The form of the settings is around this one, as far as React knows.
    if (!isBusy && phrase.trim() !== '') onWords(phrase);
  };
  return (
    <form className="ask-for-words" onSubmit={onSubmit}>
      {children}
      <PhraseField value={phrase} problem={problem} onChange={setPhrase} />
      <div className="small-dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
        <BusyButton type="submit" className="button-primary" isBusy={isBusy} disabled={phrase.trim() === ''}>
          {isBusy ? words.busy : words.goOn}
        </BusyButton>
      </div>
    </form>
  );
}
