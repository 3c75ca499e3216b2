import { type FormEvent, type ReactNode, useState } from 'react';
import { Emblem } from '../../mark/Emblem.tsx';
import type { AppModel, FirstRun } from '../../model/app-model.ts';
import { PhraseField } from '../phrase/PhraseField.tsx';
import { BusyButton } from './BusyButton.tsx';
import { Doubt } from './Doubt.tsx';
import './first-run.css';
import { problemOf } from './problems.ts';
import { useJoin } from './use-join.ts';
import { doubtWords, joinWords } from './words.ts';

interface JoinByPhraseProps {
  readonly ways: FirstRun;
  readonly onReady: (model: AppModel) => void;
  readonly onBack: () => void;
}

export function JoinByPhrase({ ways, onReady, onBack }: JoinByPhraseProps): ReactNode {
  const { step, join, joinAnyway, startOver } = useJoin({ ways, onReady, explain: problemOf });
  const [phrase, setPhrase] = useState('');
  const isBusy = step.kind === 'busy';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy && phrase.trim() !== '') join(phrase);
  };
  return (
    <main className="first-run">
      <form className="first-run-column" onSubmit={onSubmit}>
        <Emblem />
        {step.kind === 'doubt' ? (
          <Doubt onJoin={() => joinAnyway(step.found)} back={doubtWords.typeAgain} onBack={startOver} />
        ) : (
          <>
            <h1>{joinWords.title}</h1>
            <p>{joinWords.explanation}</p>
            <PhraseField
              value={phrase}
              problem={step.kind === 'problem' ? step.words : undefined}
              onChange={setPhrase}
            />
            <div className="first-run-choice">
              <BusyButton
                type="submit"
                className="button-primary button-large"
                isBusy={isBusy}
                disabled={phrase.trim() === ''}
              >
                {isBusy ? joinWords.joining : joinWords.join}
              </BusyButton>
              <BusyButton className="button-large" isBusy={isBusy} onClick={onBack}>
                {joinWords.back}
              </BusyButton>
            </div>
          </>
        )}
      </form>
    </main>
  );
}
