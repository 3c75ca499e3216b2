import type { DeviceId } from 'backhaul/protocol';
import type { ReactNode } from 'react';
import { AskForWords } from '../phrase/AskForWords.tsx';
import { NewDeviceCode } from '../phrase/NewDeviceCode.tsx';
import { SmallDialog, type SmallDialogProps } from '../space/SmallDialog.tsx';
import './keys.css';
import { Outcome } from './Outcome.tsx';
import { ShowNewWords } from './ShowNewWords.tsx';
import { type KeyChangeStep, useKeyChange } from './use-key-change.ts';
import { type StayingDevices, useStayingDevices } from './use-staying-devices.ts';
import { WhoStays } from './WhoStays.tsx';
import { keysWords } from './words.ts';

/** What the keys are changed for, in the words of the dialog that does it. */
export interface KeyChangeWords {
  readonly title: string;
  readonly explanation: readonly string[];
}

interface KeysDialogProps extends Omit<SmallDialogProps, 'isOpen'> {
  readonly words: KeyChangeWords;
  /** Devices that lose their access with the same stroke, unless the person has others in mind. */
  readonly shutOut: readonly DeviceId[];
  readonly onChanged?: () => void;
}

/** Changes the keys of the account, for as long as it is there: asks for the present words, shows the new ones, tells the outcome. */
export function KeysDialog({ words, shutOut, onChanged, onClose, focusAfterwards }: KeysDialogProps): ReactNode {
  const staying = useStayingDevices(shutOut);
  const { step, ask, change } = useKeyChange(staying.shutOut, onChanged);
  const close = () => {
    if (step.kind !== 'changing') onClose();
  };
  return (
    <SmallDialog isOpen onClose={close} focusAfterwards={focusAfterwards} title={titleOf(step, words)}>
      <Step step={step} words={words} staying={staying} onAsk={ask} onChange={change} onClose={onClose} />
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
  readonly staying: StayingDevices;
  readonly onAsk: (phrase: string) => void;
  readonly onChange: () => void;
  readonly onClose: () => void;
}

function Step({ step, words, staying, onAsk, onChange, onClose }: StepProps): ReactNode {
  const count = staying.shutOut.length;
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
          <WhoStays {...staying} />
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
          change={count > 0 ? keysWords.revokeNow : keysWords.changeNow}
          onClose={onClose}
          onChange={onChange}
        />
      );
    case 'changed':
      return (
        <Outcome words={count > 0 ? keysWords.doneRevoked(count) : keysWords.done} onClose={onClose}>
          <NewDeviceCode link={step.link} />
        </Outcome>
      );
    case 'cut-off':
      return <Outcome words={keysWords.cutOff} onClose={onClose} />;
  }
}
