import type { ReactNode } from 'react';
import { Emblem } from '../../mark/Emblem.tsx';
import type { AppModel, FirstRun } from '../../model/app-model.ts';
import { BusyButton } from './BusyButton.tsx';
import { Doubt } from './Doubt.tsx';
import './first-run.css';
import { linkProblemOf } from './problems.ts';
import { StepHeading } from './StepHeading.tsx';
import { useJoin } from './use-join.ts';
import { joinWords } from './words.ts';

interface JoinByLinkProps {
  readonly ways: FirstRun;
  readonly link: string;
  readonly onReady: (model: AppModel) => void;
  readonly onBack: () => void;
}

/** A link alone must not do it: whoever can make a person follow one would choose their account. */
export function JoinByLink({ ways, link, onReady, onBack }: JoinByLinkProps): ReactNode {
  const { step, join, joinAnyway } = useJoin({ ways, onReady, explain: linkProblemOf });
  const isBusy = step.kind === 'busy';
  return (
    <main className="first-run">
      <div className="first-run-column">
        <Emblem />
        {step.kind === 'doubt' ? (
          <Doubt onJoin={() => joinAnyway(step.found)} back={joinWords.notNow} onBack={onBack} />
        ) : (
          <>
            <StepHeading>{joinWords.linkTitle}</StepHeading>
            <p>{joinWords.linkExplanation}</p>
            {step.kind === 'problem' && (
              <p className="field-problem" role="alert">
                {step.words}
              </p>
            )}
            <div className="first-run-choice">
              <BusyButton className="button-primary button-large" isBusy={isBusy} onClick={() => join(link)}>
                {isBusy ? joinWords.joining : joinWords.join}
              </BusyButton>
              <BusyButton className="button-large" isBusy={isBusy} onClick={onBack}>
                {joinWords.notNow}
              </BusyButton>
            </div>
          </>
        )}
      </div>
    </main>
  );
}
