import { retryAfter } from './retry-after.ts';
import type { Attempt } from './verdict.ts';

const KEPT_CHARACTERS = 16 * 1024;
const TEXTUAL = /json|text|xml/;

/** Reads a response to its end, so that a connection cut in the middle counts as no answer. */
export async function attemptOf(response: Response, now: number): Promise<Attempt> {
  if (response.type === 'opaque') return { kind: 'opaque' };
  return answered(response.status, response.headers, new Uint8Array(await response.arrayBuffer()), now);
}

/** The same for an answer that came within another one's body. */
export function answered(status: number, headers: Headers, bytes: Uint8Array, now: number): Attempt {
  const isKept = TEXTUAL.test(headers.get('Content-Type') ?? '');
  const body = isKept ? new TextDecoder().decode(bytes).slice(0, KEPT_CHARACTERS) : '';
  return { kind: 'answered', answer: { status, body }, body: bytes, retryAfter: retryAfter(headers, now) };
}
