import { useSync } from 'backhaul/react';
import { useEffect, useEffectEvent } from 'react';
import { useToasts } from '../../toasts/toasts.ts';
import { useSignIn } from './sign-in-context.ts';
import { SIGN_IN_TOAST } from './sign-in-toast.ts';
import { signInWords } from './words.ts';

/** Tells that what was saved waits for the person to sign in, for as long as it does. */
export function useSignInToast(): void {
  const { status } = useSync();
  const signIn = useSignIn();
  const toasts = useToasts();
  const waiting = status.kind === 'waiting-for-sign-in' ? status.waiting : 0;
  const tell = useEffectEvent(() => {
    const actions = [{ words: signInWords.signIn, perform: signIn.open }];
    toasts.add({ id: SIGN_IN_TOAST, title: signInWords.toast(waiting), timeout: 0, data: { actions } });
  });
  const withdraw = useEffectEvent(() => toasts.close(SIGN_IN_TOAST));
  useEffect(() => {
    if (waiting > 0) tell();
    else withdraw();
  }, [waiting]);
}
