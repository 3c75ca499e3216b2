import { type ReactNode, useState } from 'react';
import { useModel } from '../../../provider/AppProvider.tsx';
import { Outcome } from '../../keys/Outcome.tsx';
import { keysProblemOf } from '../../keys/problems.ts';
import { AskForWords } from '../../phrase/AskForWords.tsx';
import { NewDeviceCode } from '../../phrase/NewDeviceCode.tsx';
import { SmallDialog, type SmallDialogProps } from '../../space/SmallDialog.tsx';
import { devicesWords } from './words.ts';

type Step =
  | { readonly kind: 'asking' | 'making' }
  | { readonly kind: 'problem'; readonly words: string }
  | { readonly kind: 'made'; readonly link: string };

/** Asks for the words, and makes of them a code by which another device joins. */
export function PairingDialog(props: Omit<SmallDialogProps, 'isOpen'>): ReactNode {
  const { keys } = useModel();
  const [step, setStep] = useState<Step>({ kind: 'asking' });
  const make = (phrase: string) => {
    setStep({ kind: 'making' });
    keys.pairingLink(phrase).then(
      (link) => setStep({ kind: 'made', link }),
      (error: unknown) => setStep({ kind: 'problem', words: keysProblemOf(error) }),
    );
  };
  return (
    <SmallDialog {...props} isOpen title={devicesWords.pairTitle}>
      {step.kind === 'made' ? (
        <Outcome words={devicesWords.code} onClose={props.onClose}>
          <NewDeviceCode link={step.link} />
        </Outcome>
      ) : (
        <AskForWords
          problem={step.kind === 'problem' ? step.words : undefined}
          isBusy={step.kind === 'making'}
          goOn={devicesWords.makeCode}
          busy={devicesWords.makingCode}
          cancel={devicesWords.cancel}
          onClose={props.onClose}
          onWords={make}
        >
          <p className="quiet">{devicesWords.pairWhy}</p>
        </AskForWords>
      )}
    </SmallDialog>
  );
}
