import { useSync } from 'backhaul/react';
import type { ReactNode } from 'react';
import { useSignIn } from './sign-in-context.ts';
import { signInWord } from './sign-in-word.ts';

/** The way on where something waits for the person to sign in. */
export function SignInButton(): ReactNode {
  const { status } = useSync();
  const { open } = useSignIn();
  if (status.kind !== 'waiting-for-sign-in') return null;
  return (
    <button type="button" className="button header-way" onClick={open}>
      {signInWord}
    </button>
  );
}
