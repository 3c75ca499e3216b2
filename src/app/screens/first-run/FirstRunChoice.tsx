import type { ReactNode } from 'react';
import { BusyButton } from './BusyButton.tsx';
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
        <BusyButton className="button-primary button-large" isBusy={isBusy} onClick={props.onStartEmpty}>
          {isBusy ? firstRunWords.starting : firstRunWords.startEmpty}
        </BusyButton>
        <BusyButton className="button-large" isBusy={isBusy} onClick={props.onLoadSample}>
          {firstRunWords.loadSample}
        </BusyButton>
        <BusyButton className="button-large" isBusy={isBusy} onClick={props.onHavePhrase}>
          {firstRunWords.havePhrase}
        </BusyButton>
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
