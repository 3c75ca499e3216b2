import type { ReactNode } from 'react';
import './phrase.css';
import { phraseWords } from './words.ts';

/** The words in their order, numbered. */
export function PhraseWords({ phrase }: { readonly phrase: string }): ReactNode {
  const numbered = phrase.split(' ').map((word, index) => ({ word, number: index + 1 }));
  return (
    <ol className="phrase-words" aria-label={phraseWords.words}>
      {numbered.map(({ word, number }) => (
        <li key={number}>
          <span className="phrase-number figures" aria-hidden="true">
            {number}
          </span>
          {word}
        </li>
      ))}
    </ol>
  );
}
