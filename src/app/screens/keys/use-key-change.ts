import type { DeviceId } from 'backhaul/protocol';
import { useState } from 'react';
import type { NewWords } from '../../keys/keys.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { keysProblemOf } from './problems.ts';

/** How far changing the keys has come. */
export type KeyChangeStep =
  /** The present words are asked for; the problem with those that were typed. */
  | { readonly kind: 'asking'; readonly problem: string | undefined }
  | { readonly kind: 'checking' }
  /** The new words are shown; why they could not take the place of the old ones. */
  | { readonly kind: 'shown'; readonly words: NewWords; readonly problem: string | undefined }
  | { readonly kind: 'changing'; readonly words: NewWords }
  /** By this link another device joins from now on. */
  | { readonly kind: 'changed'; readonly link: string }
  /** The server may have heard of it. */
  | { readonly kind: 'cut-off' };

interface KeyChange {
  readonly step: KeyChangeStep;
  readonly ask: (phrase: string) => void;
  readonly change: () => void;
}

/** Changes the keys of the account, and shuts out devices with the same stroke. */
export function useKeyChange(shutOut: readonly DeviceId[], onChanged: () => void = () => undefined): KeyChange {
  const model = useModel();
  const [step, setStep] = useState<KeyChangeStep>({ kind: 'asking', problem: undefined });
  const ask = async (phrase: string) => {
    setStep({ kind: 'checking' });
    try {
      setStep({ kind: 'shown', words: await model.keys.prepare(phrase), problem: undefined });
    } catch (error) {
      setStep({ kind: 'asking', problem: keysProblemOf(error) });
    }
  };
  const change = async (words: NewWords) => {
    setStep({ kind: 'changing', words });
    try {
      setStep({ kind: 'changed', link: await words.change(shutOut) });
      onChanged();
    } catch (error) {
      console.warn(error);
      const isOpen = model.view().sync.keys === 'changing';
      setStep(isOpen ? { kind: 'cut-off' } : { kind: 'shown', words, problem: keysProblemOf(error) });
    }
  };
  return {
    step,
    ask: (phrase) => void ask(phrase),
    change: () => {
      if (step.kind === 'shown') void change(step.words);
    },
  };
}
