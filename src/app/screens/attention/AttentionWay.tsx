import type { ReactNode } from 'react';
import { useHistoryDialog } from '../history/history-dialog-context.ts';
import { historyWords } from '../history/words.ts';
import { useSignIn } from '../sign-in/sign-in-context.ts';
import { newWordsWords } from '../sign-in/words.ts';
import type { Attention } from './attention.ts';

/** The way to what needs the person. */
export function AttentionWay({ attention }: { readonly attention: Attention }): ReactNode {
  const history = useHistoryDialog();
  const signIn = useSignIn();
  const { words, open } = {
    history: { words: historyWords.show, open: history.open },
    keys: { words: newWordsWords.way, open: signIn.open },
  }[attention.kind];
  return (
    <button type="button" className="button header-way" onClick={open}>
      {words}
    </button>
  );
}
