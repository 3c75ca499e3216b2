import type { ReactNode } from 'react';
import { useOnline } from '../../format/use-online.ts';
import { Emblem } from '../../mark/Emblem.tsx';
import { Mark } from '../../mark/Mark.tsx';
import { useAppView, useModel } from '../../provider/AppProvider.tsx';
import '../first-run/first-run.css';
import { StepHeading } from '../first-run/StepHeading.tsx';
import './reading.css';
import { readingWords } from './words.ts';

/** On a device that has just joined: until the first pull has ended. */
export function ReadingAccount(): ReactNode {
  const model = useModel();
  const { spaces } = useAppView();
  const isOnline = useOnline();
  return (
    <main className="first-run">
      <div className="first-run-column">
        <Emblem />
        <StepHeading>{readingWords.title}</StepHeading>
        <p>{isOnline ? readingWords.explanation : readingWords.offline}</p>
        <p className="reading-progress figures" role="status">
          <Mark place={isOnline ? 'on-its-way' : 'here'} large />
          {readingWords.spaces(spaces.length)}
        </p>
        <div className="first-run-choice">
          <button type="button" className="button button-large" onClick={model.stopWaiting}>
            {readingWords.openNow}
          </button>
        </div>
        <p className="field-note">{readingWords.openNowNote}</p>
      </div>
    </main>
  );
}
