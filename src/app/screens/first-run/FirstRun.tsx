import { type ReactNode, useState } from 'react';
import { Emblem } from '../../mark/Emblem.tsx';
import { Mark } from '../../mark/Mark.tsx';
import type { AppModel, Opening } from '../../model/app-model.ts';
import './first-run.css';
import { firstRunWords, markLegend } from './words.ts';

type FirstRunProps = Omit<Extract<Opening, { kind: 'first-run' }>, 'kind'> & {
  readonly onReady: (model: AppModel) => void;
};

type Stage =
  | { readonly kind: 'asking'; readonly failed: boolean }
  | { readonly kind: 'starting' }
  | { readonly kind: 'loading'; readonly done: number; readonly of: number };

/** What a person sees once: what this is, and the two ways to begin. */
export function FirstRun({ startEmpty, loadSample, onReady }: FirstRunProps): ReactNode {
  const [stage, setStage] = useState<Stage>({ kind: 'asking', failed: false });
  const begin = (model: Promise<AppModel>) => {
    model.then(onReady, (error: unknown) => {
      console.error(error);
      setStage({ kind: 'asking', failed: true });
    });
  };
  const onStartEmpty = () => {
    setStage({ kind: 'starting' });
    begin(startEmpty());
  };
  const onLoadSample = () => {
    setStage({ kind: 'starting' });
    begin(loadSample((done, of) => setStage({ kind: 'loading', done, of })));
  };
  return (
    <main className="first-run">
      <div className="first-run-column">
        <Emblem />
        <h1>{firstRunWords.title}</h1>
        <p>{firstRunWords.explanation}</p>
        <Legend />
        {stage.kind === 'loading' ? (
          <Loading done={stage.done} of={stage.of} />
        ) : (
          <Choice isBusy={stage.kind === 'starting'} onStartEmpty={onStartEmpty} onLoadSample={onLoadSample} />
        )}
        {stage.kind === 'asking' && stage.failed && (
          <p className="field-problem" role="alert">
            {firstRunWords.failed}
          </p>
        )}
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

interface ChoiceProps {
  readonly isBusy: boolean;
  readonly onStartEmpty: () => void;
  readonly onLoadSample: () => void;
}

function Choice({ isBusy, onStartEmpty, onLoadSample }: ChoiceProps): ReactNode {
  return (
    <>
      <div className="first-run-choice">
        <button type="button" className="button button-primary button-large" disabled={isBusy} onClick={onStartEmpty}>
          {isBusy ? firstRunWords.starting : firstRunWords.startEmpty}
        </button>
        <button type="button" className="button button-large" disabled={isBusy} onClick={onLoadSample}>
          {firstRunWords.loadSample}
        </button>
      </div>
      <p className="field-note">{firstRunWords.sampleNote}</p>
    </>
  );
}

function Loading({ done, of }: { readonly done: number; readonly of: number }): ReactNode {
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
