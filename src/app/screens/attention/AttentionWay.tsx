import type { ReactNode } from 'react';
import { useSignIn } from '../sign-in/sign-in-context.ts';
import { newWordsWords } from '../sign-in/words.ts';

/** The way to what needs the person. */
export function AttentionWay(): ReactNode {
  const { open } = useSignIn();
  return (
    <button type="button" className="button header-way" onClick={open}>
      {newWordsWords.way}
    </button>
  );
}
