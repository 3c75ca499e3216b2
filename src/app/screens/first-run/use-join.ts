import { useState } from 'react';
import type { AppModel, FirstRun, Found } from '../../model/app-model.ts';

/** How far joining an account has come. */
export type JoinStep =
  | { readonly kind: 'ready' | 'busy' }
  | { readonly kind: 'problem'; readonly words: string }
  /** The server does not know the account. */
  | { readonly kind: 'doubt'; readonly found: Found };

interface JoinOptions {
  readonly ways: FirstRun;
  readonly onReady: (model: AppModel) => void;
  readonly explain: (error: unknown) => string;
}

interface Join {
  readonly step: JoinStep;
  /** Joins at once what the server knows. */
  readonly join: (phraseOrLink: string) => void;
  readonly joinAnyway: (found: Found) => void;
  readonly startOver: () => void;
}

/** Every phrase that is right opens an account, if only a new one: who mistakes it for their own is told before. */
export function useJoin({ ways, onReady, explain }: JoinOptions): Join {
  const [step, setStep] = useState<JoinStep>({ kind: 'ready' });
  const attempt = async (work: () => Promise<void>) => {
    setStep({ kind: 'busy' });
    try {
      await work();
    } catch (error) {
      setStep({ kind: 'problem', words: explain(error) });
    }
  };
  const joinAnyway = (found: Found) => void attempt(async () => onReady(await found.join()));
  return {
    step,
    join: (phraseOrLink) =>
      void attempt(async () => {
        const found = await ways.find(phraseOrLink);
        if (found.standing === 'known') onReady(await found.join());
        else setStep({ kind: 'doubt', found });
      }),
    joinAnyway,
    startOver: () => setStep({ kind: 'ready' }),
  };
}
