import { AccountError } from 'backhaul/account';
import { problemOf } from '../first-run/problems.ts';
import { problemWords } from '../first-run/words.ts';
import { signInWords } from './words.ts';

/** Why the words of the account that is on this device were of no use, for a person. */
export function signInProblemOf(error: unknown): string {
  if (!(error instanceof AccountError)) return problemWords.notAsked;
  return error.code === 'other-account-kept' ? signInWords.otherAccount : problemOf(error);
}
