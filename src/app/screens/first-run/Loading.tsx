import type { ReactNode } from 'react';
import { firstRunWords } from './words.ts';

export function Loading({ done, of }: { readonly done: number; readonly of: number }): ReactNode {
  const words = firstRunWords.making(done, of);
  return (
    <div className="first-run-loading">
      <p className="figures" aria-live="polite">
        {words}
      </p>
      <progress value={done} max={of} aria-label={words} />
    </div>
  );
}
