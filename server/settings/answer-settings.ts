import type { Answer } from '../handler/answer.ts';
import type { KeptAnswer } from '../store/store.ts';

/** The headers that belong to each answer of the settings' route, around a body that may be in either media type. */
export function answerSettings(
  { status, contentType, body }: KeptAnswer,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store', Vary: 'Accept', ...headers },
    body,
  };
}
