import { retryAfter } from './retry-after.ts';
import type { Attempt } from './verdict.ts';

const KEPT_CHARACTERS = 16 * 1024;
const TEXTUAL = /json|text|xml/;

/** Reads a response to its end, so that a connection cut in the middle counts as no answer. */
export async function attemptOf(response: Response, now: number): Promise<Attempt> {
  if (response.type === 'opaque' || response.type === 'opaqueredirect') return { kind: 'opaque' };
  const text = await response.text();
  const body = TEXTUAL.test(response.headers.get('Content-Type') ?? '') ? text.slice(0, KEPT_CHARACTERS) : '';
  return {
    kind: 'answered',
    answer: { status: response.status, body },
    retryAfter: retryAfter(response.headers, now),
  };
}
