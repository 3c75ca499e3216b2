import type { ReactNode } from 'react';
import { Emblem } from '../../mark/Emblem.tsx';
import './first-run.css';
import { joinWords } from './words.ts';

interface JoinByLinkProps {
  readonly isBusy: boolean;
  readonly problem: string | undefined;
  readonly onJoin: () => void;
  readonly onBack: () => void;
}

/** A link alone must not do it: whoever can make a person follow one would choose their account. */
export function JoinByLink({ isBusy, problem, onJoin, onBack }: JoinByLinkProps): ReactNode {
  return (
    <main className="first-run">
      <div className="first-run-column">
        <Emblem />
        <h1>{joinWords.linkTitle}</h1>
        <p>{joinWords.linkExplanation}</p>
        {problem !== undefined && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="first-run-choice">
          <button type="button" className="button button-primary button-large" disabled={isBusy} onClick={onJoin}>
            {isBusy ? joinWords.joining : joinWords.join}
          </button>
          <button type="button" className="button button-large" disabled={isBusy} onClick={onBack}>
            {joinWords.notNow}
          </button>
        </div>
      </div>
    </main>
  );
}
