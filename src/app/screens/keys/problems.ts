import { AccountError } from 'backhaul/account';
import { signInProblemOf } from '../sign-in/problems.ts';
import { keysWords } from './words.ts';

/** Why the keys could not be changed, or taken, for a person. */
export function keysProblemOf(error: unknown): string {
  if (error instanceof AccountError) return signInProblemOf(error);
  return navigator.onLine ? keysWords.noAnswer : keysWords.offline;
}
