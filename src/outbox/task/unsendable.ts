/** What can make a task impossible to send. */
export type Unsendable = 'request-missing' | 'request-unreadable' | 'unknown-type' | 'unknown-version';

/** The same for a person. */
export function wordsOf(code: Unsendable): string {
  return code.startsWith('unknown')
    ? 'This version of the app does not know such a change. It is kept for one that does.'
    : 'The stored request cannot be read any more. It can only be made again.';
}
