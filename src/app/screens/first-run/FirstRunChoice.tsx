import type { ReactNode } from 'react';
import { FirstRunPage } from './FirstRunPage.tsx';
import { firstRunWords } from './words.ts';

interface FirstRunChoiceProps {
  readonly isBusy: boolean;
  readonly problem: string | undefined;
  readonly onStartEmpty: () => void;
  readonly onLoadSample: () => void;
  readonly onHavePhrase: () => void;
}

export function FirstRunChoice(props: FirstRunChoiceProps): ReactNode {
  const { isBusy, problem } = props;
  return (
    <FirstRunPage>
      <div className="first-run-choice">
        <button
          type="button"
          className="button button-primary button-large"
          disabled={isBusy}
          onClick={props.onStartEmpty}
        >
          {isBusy ? firstRunWords.starting : firstRunWords.startEmpty}
        </button>
        <button type="button" className="button button-large" disabled={isBusy} onClick={props.onLoadSample}>
          {firstRunWords.loadSample}
        </button>
        <button type="button" className="button button-large" disabled={isBusy} onClick={props.onHavePhrase}>
          {firstRunWords.havePhrase}
        </button>
      </div>
      <p className="field-note">{firstRunWords.sampleNote}</p>
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </FirstRunPage>
  );
}
