import { type ReactNode, useState } from 'react';
import './copy-button.css';
import { phraseWords } from './words.ts';

const SHOWN_FOR = 4_000;

const stateWords = { ready: '', copied: phraseWords.copied, failed: phraseWords.notCopied } as const;

interface CopyButtonProps {
  readonly text: string;
  readonly words?: string;
}

export function CopyButton({ text, words = phraseWords.copy }: CopyButtonProps): ReactNode {
  const [state, setState] = useState<keyof typeof stateWords>('ready');
  const onCopy = async () => {
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setState(copied ? 'copied' : 'failed');
    if (copied) setTimeout(() => setState('ready'), SHOWN_FOR);
  };
  return (
    <div className="copy">
      <button type="button" className="button" onClick={() => void onCopy()}>
        {words}
      </button>
      <span className="field-note" aria-live="polite">
        {stateWords[state]}
      </span>
    </div>
  );
}
