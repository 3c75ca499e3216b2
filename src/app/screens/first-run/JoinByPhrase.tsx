import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Emblem } from '../../mark/Emblem.tsx';
import './first-run.css';
import { joinWords } from './words.ts';

interface JoinByPhraseProps {
  readonly isBusy: boolean;
  readonly problem: string | undefined;
  readonly onJoin: (phrase: string) => void;
  readonly onBack: () => void;
}

export function JoinByPhrase({ isBusy, problem, onJoin, onBack }: JoinByPhraseProps): ReactNode {
  const id = useId();
  const [phrase, setPhrase] = useState('');
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    onJoin(phrase);
  };
  return (
    <main className="first-run">
      <form className="first-run-column" onSubmit={onSubmit}>
        <Emblem />
        <h1>{joinWords.title}</h1>
        <p>{joinWords.explanation}</p>
        <div className="field">
          <label className="field-label" htmlFor={id}>
            {joinWords.label}
          </label>
          <textarea
            id={id}
            className="text-field"
            rows={3}
            // biome-ignore lint/a11y/noAutofocus: The person has just asked for this field, and it is all there is here.
            autoFocus
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            value={phrase}
            aria-invalid={problem !== undefined}
            aria-describedby={problem === undefined ? undefined : `${id}-problem`}
            onChange={(event) => setPhrase(event.target.value)}
          />
          {problem !== undefined && (
            <p id={`${id}-problem`} className="field-problem" role="alert">
              {problem}
            </p>
          )}
        </div>
        <div className="first-run-choice">
          <button
            type="submit"
            className="button button-primary button-large"
            disabled={isBusy || phrase.trim() === ''}
          >
            {isBusy ? joinWords.joining : joinWords.join}
          </button>
          <button type="button" className="button button-large" disabled={isBusy} onClick={onBack}>
            {joinWords.back}
          </button>
        </div>
      </form>
    </main>
  );
}
