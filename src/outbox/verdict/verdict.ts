import { type Answer, isForLater, parseProblem } from '../../protocol/index.ts';
import type { VerdictKind } from '../task/rules.ts';

/** What came of one attempt: nothing, or a server's answer. `retryAfter` is in milliseconds. */
export type Attempt =
  | { readonly kind: 'no-answer' }
  /** The app has no authorization to give: nothing was sent. */
  | SignedOut
  | { readonly kind: 'opaque' }
  | {
      readonly kind: 'answered';
      readonly answer: Answer;
      /** The whole of it. */
      readonly body: Uint8Array;
      readonly retryAfter: number | undefined;
    };

interface SignedOut {
  readonly kind: 'signed-out';
}

/** What an attempt means for its task. */
export type Verdict =
  | { readonly kind: 'delivered'; readonly answer: Answer }
  | { readonly kind: 'retry'; readonly cause: 'network' }
  /** The answer could not be taken in here: it has to come again. */
  | { readonly kind: 'retry'; readonly cause: 'accept' }
  | { readonly kind: 'retry'; readonly cause: 'server'; readonly status: number; readonly after: number | undefined }
  /** The account has to be signed in again. */
  | { readonly kind: 'hold' }
  /** The same by the app's own word: it has no authorization to give, and nothing was sent. */
  | SignedOut
  | { readonly kind: 'conflict'; readonly answer: Answer; readonly message: string }
  /** The task's `resolve` let the server's state stand. */
  | { readonly kind: 'conceded'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly answer: Answer; readonly message: string };

const KINDS: readonly unknown[] = ['delivered', 'retry', 'hold', 'conflict', 'refused'] satisfies VerdictKind[];

export function isVerdictKind(value: unknown): value is VerdictKind {
  return KINDS.includes(value);
}

/** `override` may say what an answer means for one kind of task. */
export function verdict(attempt: Attempt, override?: (answer: Answer) => VerdictKind | undefined): Verdict {
  if (attempt.kind === 'no-answer') return { kind: 'retry', cause: 'network' };
  if (attempt.kind === 'signed-out') return attempt;
  if (attempt.kind === 'opaque') return { kind: 'delivered', answer: { status: 0, body: '' } };
  const { answer, retryAfter } = attempt;
  return verdictOf(override?.(answer) ?? usual(answer.status), answer, retryAfter);
}

function usual(status: number): VerdictKind {
  if (status >= 200 && status < 300) return 'delivered';
  if (isForLater(status)) return 'retry';
  if (status === 401) return 'hold';
  return status === 409 || status === 412 ? 'conflict' : 'refused';
}

function verdictOf(kind: VerdictKind, answer: Answer, after: number | undefined): Verdict {
  if (kind === 'delivered') return { kind, answer };
  if (kind === 'hold' && isToACopy(answer)) return { kind: 'retry', cause: 'network' };
  if (kind === 'hold') return { kind };
  if (kind === 'retry') return { kind, cause: 'server', status: answer.status, after };
  return { kind, answer, message: reason(answer) };
}

/**
 * Browsers themselves send a request again whose connection broke. A server that had taken the first one says of the second
 * that its signature was used before: the answer that counts was lost, and nobody is signed out.
 */
function isToACopy({ body }: Answer): boolean {
  return parseProblem(body)?.code === 'signature-replayed';
}

/** The server's own words where it gave a problem (RFC 9457), else the bare status. */
function reason({ status, body }: Answer): string {
  const problem = parseProblem(body);
  return problem?.detail ?? problem?.title ?? `The server answered ${status}.`;
}
