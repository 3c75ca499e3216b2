import { signInWord } from './sign-in-word.ts';

interface AskingWords {
  readonly title: string;
  readonly why: string;
  /** What becomes of so many changes that wait. */
  readonly waits: (count: number) => string;
  readonly goOn: string;
  readonly busy: string;
  readonly cancel: string;
  /** Tells of it while the dialog is closed. */
  readonly toast: (count: number) => string;
}

function sentAfterwards(count: number): string {
  if (count === 0) return 'Nothing is lost: everything on this device stays.';
  return count === 1
    ? 'Nothing is lost: the change that waits here is sent afterwards.'
    : `Nothing is lost: the ${count} changes that wait here are sent afterwards.`;
}

/** Of a device that was shut out. */
export const signInWords: AskingWords & { readonly otherAccount: string } = {
  title: 'Sign in again',
  why:
    'Another device of this account has shut this one out, or the server does not know it any more. With the recovery phrase it ' +
    'becomes a device of the account again.',
  waits: sentAfterwards,
  goOn: signInWord,
  busy: 'Signing in',
  cancel: 'Cancel',
  otherAccount: 'These words belong to another account. Type those of the account on this device.',
  toast: (count) => (count === 1 ? 'Sign in again to send 1 change' : `Sign in again to send ${count} changes`),
};

/** Of a device whose account has other keys by now. */
export const newWordsWords: AskingWords & { readonly way: string } = {
  /** The button that leads to the dialog. */
  way: 'Enter words',
  title: 'Enter the new words',
  why:
    'The keys of this account were changed on another device, which showed 12 new words. Until they are entered here, this device ' +
    'sends nothing and reads nothing new.',
  waits: sentAfterwards,
  goOn: 'Go on',
  busy: 'Taking the new keys',
  cancel: 'Cancel',
  toast: (count) => {
    if (count === 0) return 'Enter the new words to go on';
    return count === 1 ? 'Enter the new words to send 1 change' : `Enter the new words to send ${count} changes`;
  },
};
