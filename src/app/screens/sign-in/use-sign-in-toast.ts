import { useSync } from 'backhaul/react';
import { useEffect, useEffectEvent } from 'react';
import { useAppView } from '../../provider/AppProvider.tsx';
import { useToasts } from '../../toasts/toasts.ts';
import { useSignIn } from './sign-in-context.ts';
import { SIGN_IN_TOAST } from './sign-in-toast.ts';
import { newWordsWords, signInWords } from './words.ts';

/** Tells that what was saved waits for the words of the account, for as long as it does. */
export function useSignInToast(): void {
  const signIn = useSignIn();
  const toasts = useToasts();
  const told = useTold();
  const tell = useEffectEvent((title: string, words: string) =>
    toasts.add({ id: SIGN_IN_TOAST, title, timeout: 0, data: { actions: [{ words, perform: signIn.open }] } }),
  );
  const withdraw = useEffectEvent(() => toasts.close(SIGN_IN_TOAST));
  useEffect(() => {
    if (told.title === undefined) withdraw();
    else tell(told.title, told.way);
  }, [told.title, told.way]);
}

/** What is told, and what the way to it is called. */
function useTold(): { readonly title: string | undefined; readonly way: string } {
  const { status } = useSync();
  const { keys, dirty } = useAppView().sync;
  if (status.kind === 'waiting-for-sign-in') return { title: signInWords.toast(status.waiting), way: signInWords.goOn };
  return { title: keys === 'changed' ? newWordsWords.toast(dirty.size) : undefined, way: newWordsWords.way };
}
