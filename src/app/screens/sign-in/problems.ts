import { AccountError } from 'backhaul/account';
import { problemOf } from '../first-run/problems.ts';
import { signInWords } from './words.ts';

/** Why this device could not sign in again, for a person. */
export function signInProblemOf(error: unknown): string {
  const isOthers = error instanceof AccountError && error.code === 'other-account-kept';
  return isOthers ? signInWords.otherAccount : problemOf(error);
}
