import { doubtWords } from '../history/words.ts';
import { newWordsWords } from '../sign-in/words.ts';
import type { Attention } from './attention.ts';

/** What needs the person, in one sentence for the status line. */
export function AttentionWords({ attention }: { readonly attention: Attention }): string {
  switch (attention.kind) {
    case 'history':
      return doubtWords[attention.reason].status;
    case 'keys':
      return newWordsWords.toast(attention.waiting);
  }
}
