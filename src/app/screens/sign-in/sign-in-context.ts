import { createContext, useContext } from 'react';

interface SignInControl {
  readonly open: () => void;
}

export const SignInContext = createContext<SignInControl>({ open: () => {} });

/** Asks for the recovery phrase once more, from anywhere. */
export function useSignIn(): SignInControl {
  return useContext(SignInContext);
}
