import type { ReactNode } from 'react';
import { Emblem } from '../../mark/Emblem.tsx';
import { Mark } from '../../mark/Mark.tsx';
import { StepHeading } from './StepHeading.tsx';
import { firstRunWords, markLegend } from './words.ts';
import './first-run.css';

/** What this app is, and below it what a person can do now. */
export function FirstRunPage({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <main className="first-run">
      <div className="first-run-column">
        <Emblem />
        <StepHeading>{firstRunWords.title}</StepHeading>
        <p>{firstRunWords.explanation}</p>
        <Legend />
        {children}
      </div>
    </main>
  );
}

function Legend(): ReactNode {
  return (
    <section className="first-run-legend">
      <h2>{firstRunWords.marks}</h2>
      <ul>
        {markLegend.map(([place, words]) => (
          <li key={place}>
            <Mark place={place} />
            {words}
          </li>
        ))}
      </ul>
    </section>
  );
}
