import { useSync } from 'backhaul/react';
import { useEffect, useEffectEvent } from 'react';
import { useToasts } from '../../toasts/toasts.ts';
import { useSignIn } from './sign-in-context.ts';
import { signInWords } from './words.ts';

const TOAST = 'sign-in';

/** Tells that what was saved waits for the person to sign in, for as long as it does. */
export function useSignInToast(): void {
  const { status } = useSync();
  const signIn = useSignIn();
  const toasts = useToasts();
  const waiting = status.kind === 'waiting-for-sign-in' ? status.waiting : 0;
  const tell = useEffectEvent(() => {
    const perform = () => {
      toasts.close(TOAST);
      signIn.open();
    };
    const actions = [{ words: signInWords.signIn, perform }];
    toasts.add({ id: TOAST, title: signInWords.toast(waiting), timeout: 0, data: { actions } });
  });
  const withdraw = useEffectEvent(() => toasts.close(TOAST));
  useEffect(() => {
    if (waiting > 0) tell();
    else withdraw();
  }, [waiting]);
}
