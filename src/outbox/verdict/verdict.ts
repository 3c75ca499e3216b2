import { type Answer, parseProblem } from '../../protocol/index.ts';

/** What came of one attempt: nothing, or a server's answer. `retryAfter` is in milliseconds. */
export type Attempt =
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'opaque' }
  | { readonly kind: 'answered'; readonly answer: Answer; readonly retryAfter: number | undefined };

/** What an attempt means for its task. */
export type Verdict =
  | { readonly kind: 'delivered'; readonly answer: Answer }
  | { readonly kind: 'retry'; readonly cause: 'network' }
  | { readonly kind: 'retry'; readonly cause: 'server'; readonly status: number; readonly after: number | undefined }
  | { readonly kind: 'hold'; readonly why: 'sign-in' }
  | { readonly kind: 'conflict'; readonly answer: Answer; readonly message: string }
  | { readonly kind: 'refused'; readonly answer: Answer; readonly message: string };

/** 408 and 429 say "later" (RFC 9110, RFC 6585), 425 "not as early data" (RFC 8470). */
const LATER = new Set([408, 425, 429]);
const CONFLICT = new Set([409, 412]);

export function verdict(attempt: Attempt): Verdict {
  if (attempt.kind === 'no-answer') return { kind: 'retry', cause: 'network' };
  if (attempt.kind === 'opaque') return { kind: 'delivered', answer: { status: 0, body: '' } };
  return verdictOfAnswer(attempt.answer, attempt.retryAfter);
}

function verdictOfAnswer(answer: Answer, after: number | undefined): Verdict {
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'delivered', answer };
  if (status >= 500 || LATER.has(status)) return { kind: 'retry', cause: 'server', status, after };
  if (status === 401) return { kind: 'hold', why: 'sign-in' };
  const kind = CONFLICT.has(status) ? 'conflict' : 'refused';
  return { kind, answer, message: reason(answer) };
}

/** The server's own words where it gave a problem (RFC 9457), else the bare status. */
function reason({ status, body }: Answer): string {
  const problem = parseProblem(body);
  return problem?.detail ?? problem?.title ?? `The server answered ${status}.`;
}
