import type { ReactNode } from 'react';
import { Emblem } from '../../mark/Emblem.tsx';
import './first-run.css';
import { openingFailedWords } from './words.ts';

/** Where this browser keeps nothing for the page. */
export function OpeningFailed(): ReactNode {
  return (
    <main className="first-run">
      <div className="first-run-column">
        <Emblem />
        <h1>{openingFailedWords.title}</h1>
        <p>{openingFailedWords.explanation}</p>
        <div className="first-run-choice">
          <button type="button" className="button button-primary button-large" onClick={() => location.reload()}>
            {openingFailedWords.tryAgain}
          </button>
        </div>
      </div>
    </main>
  );
}
