export const signInWords = {
  title: 'Sign in again',
  why:
    'Another device of this account has shut this one out, or the server does not know it any more. With the recovery phrase it ' +
    'becomes a device of the account again.',
  waits: (count: number) =>
    count === 0
      ? 'Nothing is lost: everything on this device stays.'
      : count === 1
        ? 'Nothing is lost: the change that waits here is sent afterwards.'
        : `Nothing is lost: the ${count} changes that wait here are sent afterwards.`,
  signIn: 'Sign in',
  signingIn: 'Signing in',
  cancel: 'Cancel',
  otherAccount: 'These words belong to another account. Type those of the account on this device.',
  toast: (count: number) => (count === 1 ? 'Sign in again to send 1 change' : `Sign in again to send ${count} changes`),
} as const;
