import type { ReactNode } from 'react';
import { StepHeading } from './StepHeading.tsx';
import { doubtWords } from './words.ts';

interface DoubtProps {
  readonly onJoin: () => void;
  /** What else there is to do, in words. */
  readonly back: string;
  readonly onBack: () => void;
}

/** Asks before a device joins an account that nobody may ever have made. */
export function Doubt({ onJoin, back, onBack }: DoubtProps): ReactNode {
  return (
    <>
      <StepHeading>{doubtWords.title}</StepHeading>
      <p>{doubtWords.explanation}</p>
      <div className="first-run-choice">
        <button type="button" className="button button-primary button-large" onClick={onBack}>
          {back}
        </button>
        <button type="button" className="button button-large" onClick={onJoin}>
          {doubtWords.joinAnyway}
        </button>
      </div>
    </>
  );
}
