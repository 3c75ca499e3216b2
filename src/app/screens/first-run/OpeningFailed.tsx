import { AccountError, type AccountErrorCode, forgetAccount } from 'backhaul/account';
import type { ReactNode } from 'react';
import { Emblem } from '../../mark/Emblem.tsx';
import './first-run.css';
import { StepHeading } from './StepHeading.tsx';
import { openingFailedWords, problemWords } from './words.ts';

/** Where this browser keeps nothing for the page, or not what an account needs. */
export function OpeningFailed({ error }: { readonly error: unknown }): ReactNode {
  const { title, explanation, isBroken } = reasonOf(error);
  const onForget = async () => {
    await forgetAccount();
    location.reload();
  };
  return (
    <main className="first-run">
      <div className="first-run-column">
        <Emblem />
        <StepHeading>{title}</StepHeading>
        <p>{explanation}</p>
        <div className="first-run-choice">
          <button type="button" className="button button-primary button-large" onClick={() => location.reload()}>
            {openingFailedWords.tryAgain}
          </button>
          {isBroken && (
            <button type="button" className="button button-danger button-large" onClick={() => void onForget()}>
              {openingFailedWords.forget}
            </button>
          )}
        </div>
      </div>
    </main>
  );
}

interface Reason {
  readonly title: string;
  readonly explanation: string;
  readonly isBroken: boolean;
}

function reasonOf(error: unknown): Reason {
  const code: AccountErrorCode | undefined = error instanceof AccountError ? error.code : undefined;
  switch (code) {
    case 'keys-not-supported':
      return { title: openingFailedWords.tooOldTitle, explanation: problemWords[code], isBroken: false };
    case 'kept-account-broken':
      return { title: openingFailedWords.brokenTitle, explanation: openingFailedWords.broken, isBroken: true };
    default:
      return { title: openingFailedWords.title, explanation: openingFailedWords.explanation, isBroken: false };
  }
}
