import type { KeptAnswer } from '../store/store.ts';
import type { Answer } from './answer.ts';

/** The headers that belong to every answer about an account, around a body that may be empty. */
export function answerKept(
  { status, contentType, body }: KeptAnswer,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const media = body.byteLength === 0 ? {} : { 'Content-Type': contentType };
  return { status, headers: { ...media, 'Cache-Control': 'no-store', ...headers }, body };
}
