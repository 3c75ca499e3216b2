import type { Loser } from 'backhaul/journal';
import { type ReactNode, useId, useState } from 'react';
import { useAppView, useModel } from '../../provider/AppProvider.tsx';
import { conflictSubject, type Shown, shownValue } from './describe.ts';
import { conflictWords, valueWords } from './words.ts';

export function ConflictItem({ conflict }: { readonly conflict: Loser }): ReactNode {
  const id = useId();
  const model = useModel();
  const { spaces } = useAppView();
  const [state, setState] = useState<'open' | 'choosing' | 'failed'>('open');
  const choose = (choice: Promise<void>) => {
    setState('choosing');
    choice.catch((error: unknown) => {
      console.error(error);
      setState('failed');
    });
  };
  return (
    <li className="conflict">
      <h3 id={id}>{conflictSubject(conflict, spaces)}</h3>
      <div className="conflict-sides">
        <Side
          name={conflictWords.mine}
          shown={shownValue(conflict, conflict.mine, valueWords.mine)}
          action={conflictWords.keepMine}
          describedBy={id}
          isDisabled={state === 'choosing'}
          onKeep={() => choose(model.keepMine(conflict))}
        />
        <Side
          name={conflictWords.theirs}
          shown={shownValue(conflict, conflict.theirs, valueWords.theirs)}
          action={conflictWords.keepTheirs}
          describedBy={id}
          isDisabled={state === 'choosing'}
          onKeep={() => choose(model.keepTheirs(conflict))}
        />
      </div>
      {state === 'failed' && (
        <p className="field-problem" role="alert">
          {conflictWords.failed}
        </p>
      )}
    </li>
  );
}

interface SideProps {
  readonly name: string;
  readonly shown: Shown;
  readonly action: string;
  readonly describedBy: string;
  readonly isDisabled: boolean;
  readonly onKeep: () => void;
}

function Side({ name, shown, action, describedBy, isDisabled, onKeep }: SideProps): ReactNode {
  return (
    <div className="conflict-side">
      <p className="quiet label">{name}</p>
      <ShownValue shown={shown} />
      <button type="button" className="button" aria-describedby={describedBy} disabled={isDisabled} onClick={onKeep}>
        {action}
      </button>
    </div>
  );
}

function ShownValue({ shown }: { readonly shown: Shown }): ReactNode {
  switch (shown.kind) {
    case 'text':
      return <p className="conflict-value">{shown.text}</p>;
    case 'note':
      return <p className="conflict-value quiet">{shown.text}</p>;
    case 'picture':
      return <img className="conflict-picture" src={shown.url} alt={valueWords.picture} />;
  }
}
