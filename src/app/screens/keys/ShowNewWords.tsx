import { type ReactNode, useState } from 'react';
import { BusyButton } from '../first-run/BusyButton.tsx';
import { CopyButton } from '../phrase/CopyButton.tsx';
import { PhraseWords } from '../phrase/PhraseWords.tsx';
import { StepText } from './StepText.tsx';
import { keysWords } from './words.ts';

interface ShowNewWordsProps {
  readonly phrase: string;
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  readonly change: string;
  readonly onClose: () => void;
  readonly onChange: () => void;
}

/** The new words, this once: they take the place of the old ones when the person says that they have them. */
export function ShowNewWords({ phrase, problem, isBusy, change, onClose, onChange }: ShowNewWordsProps): ReactNode {
  const [isWrittenDown, setIsWrittenDown] = useState(false);
  return (
    <>
      <StepText>{keysWords.newExplanation}</StepText>
      <PhraseWords phrase={phrase} />
      <CopyButton text={phrase} />
      <label className="keys-tick">
        <input type="checkbox" checked={isWrittenDown} onChange={({ target }) => setIsWrittenDown(target.checked)} />
        {keysWords.writtenDown}
      </label>
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="small-dialog-actions">
        <BusyButton isBusy={isBusy} onClick={onClose}>
          {keysWords.cancel}
        </BusyButton>
        <BusyButton className="button-primary" isBusy={isBusy} disabled={!isWrittenDown} onClick={onChange}>
          {isBusy ? keysWords.changing : change}
        </BusyButton>
      </div>
    </>
  );
}
