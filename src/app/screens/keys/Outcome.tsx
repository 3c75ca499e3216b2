import type { ReactNode } from 'react';
import { StepText } from './StepText.tsx';
import { keysWords } from './words.ts';

interface OutcomeProps {
  readonly words: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** What became of it, and the way out. */
export function Outcome({ words, onClose, children }: OutcomeProps): ReactNode {
  return (
    <>
      <StepText>{words}</StepText>
      {children}
      <div className="small-dialog-actions">
        <button type="button" className="button button-primary" onClick={onClose}>
          {keysWords.close}
        </button>
      </div>
    </>
  );
}
