import { useState } from 'react';

/** Something that a person asked a dialog for, and that may fail. */
export interface Attempt {
  readonly state: 'ready' | 'busy' | 'failed';
  readonly begin: (work: () => Promise<void>) => void;
}

export function useAttempt(): Attempt {
  const [state, setState] = useState<Attempt['state']>('ready');
  const begin = (work: () => Promise<void>) => {
    setState('busy');
    work().catch((error: unknown) => {
      console.error(error);
      setState('failed');
    });
  };
  return { state, begin };
}
