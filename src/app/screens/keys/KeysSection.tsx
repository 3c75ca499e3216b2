import { type ReactNode, useRef, useState } from 'react';
import { useAppView } from '../../provider/AppProvider.tsx';
import './keys.css';
import { type KeyChangeWords, KeysDialog } from './KeysDialog.tsx';
import { KeysNote } from './KeysNote.tsx';
import { keysWords } from './words.ts';

const words: KeyChangeWords = {
  title: keysWords.changeTitle,
  explanation: [keysWords.changeExplanation],
};

/** The way to new keys for the account. */
export function KeysSection(): ReactNode {
  const { keys } = useAppView().sync;
  const [isChanging, setIsChanging] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <section className="keys-section">
      <div>
        <h3 className="field-label">{keysWords.title}</h3>
        <p className="field-note">{keysWords.note}</p>
      </div>
      <button
        ref={button}
        type="button"
        className="button"
        disabled={keys === 'changing'}
        onClick={() => setIsChanging(true)}
      >
        {keysWords.changeKeys}
      </button>
      <KeysNote />
      {isChanging && (
        <KeysDialog
          words={words}
          shutOut={[]}
          onClose={() => setIsChanging(false)}
          focusAfterwards={() => button.current}
        />
      )}
    </section>
  );
}
