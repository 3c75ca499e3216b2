import type { ReactNode } from 'react';
import './loading-failed.css';
import { loadingFailedWords } from './words.ts';

/** A part of the app is neither on this device nor to be had from the server. */
export function LoadingFailed({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  return (
    <div className="loading-failed" role="alert">
      <p>{loadingFailedWords.failed}</p>
      <button type="button" className="button" onClick={onRetry}>
        {loadingFailedWords.tryAgain}
      </button>
    </div>
  );
}
