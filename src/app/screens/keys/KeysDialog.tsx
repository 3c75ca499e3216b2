import type { DeviceId } from 'backhaul/protocol';
import type { ReactNode } from 'react';
import { AskForWords } from '../phrase/AskForWords.tsx';
import { NewDeviceCode } from '../phrase/NewDeviceCode.tsx';
import { SmallDialog, type SmallDialogProps } from '../space/SmallDialog.tsx';
import './keys.css';
import { Outcome } from './Outcome.tsx';
import { ShowNewWords } from './ShowNewWords.tsx';
import { type KeyChangeStep, useKeyChange } from './use-key-change.ts';
import { keysWords } from './words.ts';

/** What the keys are changed for, in the words of the dialog that does it. */
export interface KeyChangeWords {
  readonly title: string;
  readonly explanation: readonly string[];
  readonly change: string;
  readonly done: string;
}

interface KeysDialogProps extends Omit<SmallDialogProps, 'isOpen'> {
  readonly words: KeyChangeWords;
  /** Devices that lose their access with the same stroke. */
  readonly shutOut: readonly DeviceId[];
  readonly onChanged?: () => void;
}

/** Changes the keys of the account, for as long as it is there: asks for the present words, shows the new ones, tells the outcome. */
export function KeysDialog({ words, shutOut, onChanged, onClose, focusAfterwards }: KeysDialogProps): ReactNode {
  const { step, ask, change } = useKeyChange(shutOut, onChanged);
  const close = () => {
    if (step.kind !== 'changing') onClose();
  };
  return (
    <SmallDialog isOpen onClose={close} focusAfterwards={focusAfterwards} title={titleOf(step, words)}>
      <Step step={step} words={words} onAsk={ask} onChange={change} onClose={onClose} />
    </SmallDialog>
  );
}

function titleOf({ kind }: KeyChangeStep, words: KeyChangeWords): string {
  switch (kind) {
    case 'asking':
    case 'checking':
      return words.title;
    case 'shown':
    case 'changing':
      return keysWords.newTitle;
    case 'changed':
      return keysWords.doneTitle;
    case 'cut-off':
      return keysWords.cutOffTitle;
  }
}

interface StepProps {
  readonly step: KeyChangeStep;
  readonly words: KeyChangeWords;
  readonly onAsk: (phrase: string) => void;
  readonly onChange: () => void;
  readonly onClose: () => void;
}

function Step({ step, words, onAsk, onChange, onClose }: StepProps): ReactNode {
  switch (step.kind) {
    case 'asking':
    case 'checking':
      return (
        <AskForWords
          problem={step.kind === 'asking' ? step.problem : undefined}
          isBusy={step.kind === 'checking'}
          goOn={keysWords.goOn}
          busy={keysWords.checking}
          cancel={keysWords.cancel}
          onClose={onClose}
          onWords={onAsk}
        >
          {[...words.explanation, keysWords.others].map((sentence) => (
            <p key={sentence} className="quiet">
              {sentence}
            </p>
          ))}
          <p>{keysWords.present}</p>
        </AskForWords>
      );
    case 'shown':
    case 'changing':
      return (
        <ShowNewWords
          phrase={step.words.phrase}
          problem={step.kind === 'shown' ? step.problem : undefined}
          isBusy={step.kind === 'changing'}
          change={words.change}
          onClose={onClose}
          onChange={onChange}
        />
      );
    case 'changed':
      return (
        <Outcome words={words.done} onClose={onClose}>
          <NewDeviceCode link={step.link} />
        </Outcome>
      );
    case 'cut-off':
      return <Outcome words={keysWords.cutOff} onClose={onClose} />;
  }
}
