import { hasFields, isAbsentOr, isAnything, isFlag, isNumber, isOneOf, isTagged, isText } from './shape.ts';

/** What the server said to a task's last attempt, as far as it is kept: bodies are cut at 16 KiB of text. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

const isAnswer = hasFields({ status: isNumber, body: isText });

/** Why a pending task is not on its way. Times are milliseconds since 1970. */
export type Wait =
  | { readonly for: 'turn' }
  /** No answer came; other tasks to the same origin may have heard nothing either. */
  | { readonly for: 'network'; readonly until: number }
  | { readonly for: 'server'; readonly until: number; readonly status: number }
  | { readonly for: 'sign-in' }
  /** The app's `beforeSend` holds it; it is asked again at every pass. */
  | { readonly for: 'app' };

const isWait = isTagged('for', {
  turn: isAnything,
  network: hasFields({ until: isNumber }),
  server: hasFields({ until: isNumber, status: isNumber }),
  'sign-in': isAnything,
  app: isAnything,
});

/** Every reason for which a task needs a person. */
export const FAILURES = [
  'refused',
  'conflict',
  'request-missing',
  'request-unreadable',
  'unknown-type',
  'unknown-version',
  'dependency-failed',
] as const;

/** Why a task failed. `message` is a sentence for a person. */
export interface TaskFailure {
  readonly code: (typeof FAILURES)[number];
  readonly message: string;
  /** There when a server gave one. */
  readonly answer?: Answer;
  /** The task that this one depends on, for `dependency-failed`. */
  readonly dependency?: string;
}

const isFailure = hasFields({
  code: isOneOf(...FAILURES),
  message: isText,
  answer: isAbsentOr(isAnswer),
  dependency: isAbsentOr(isText),
});

/** How a task ended that needs nobody any more. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly answer: Answer }
  /** A newer task took its place. */
  | { readonly kind: 'superseded'; readonly by: string }
  /** It was undone before any attempt at it; or it depends on one that was. */
  | { readonly kind: 'annihilated'; readonly by: string }
  /** What it undoes was never sent: there is nothing left for it to do. */
  | { readonly kind: 'moot'; readonly undid: string }
  /** `mayHaveArrived` when an attempt had been made whose answer is not known. */
  | { readonly kind: 'cancelled'; readonly mayHaveArrived: boolean }
  /** The app's `beforeSend` dropped it. */
  | { readonly kind: 'dropped' }
  /** There was a conflict, and the task's `resolve` let the server's state stand. */
  | { readonly kind: 'conceded'; readonly answer: Answer };

const isOutcome = isTagged('kind', {
  delivered: hasFields({ answer: isAnswer }),
  superseded: hasFields({ by: isText }),
  annihilated: hasFields({ by: isText }),
  moot: hasFields({ undid: isText }),
  cancelled: hasFields({ mayHaveArrived: isFlag }),
  dropped: isAnything,
  conceded: hasFields({ answer: isAnswer }),
});

/** What a task keeps through every status. */
export interface TaskCore {
  readonly id: string;
  readonly taskType: string;
  readonly version: number;
  readonly account: string;
  readonly context: unknown;
  readonly retryCount: number;
  readonly createdAt: number;
  /** Bytes of the request's body. */
  readonly bytes: number;
}

export type PendingTask = TaskCore & { readonly status: 'pending'; readonly wait: Wait };
export type ProcessingTask = TaskCore & { readonly status: 'processing'; readonly startedAt: number };
export type CompletedTask = TaskCore & {
  readonly status: 'completed';
  readonly processedAt: number;
  readonly outcome: Outcome;
};
export type FailedTask = TaskCore & {
  readonly status: 'failed';
  readonly processedAt: number;
  readonly error: TaskFailure;
};

/** One operation that a person asked for, as the page sees it. Each status carries only its own fields. */
export type QueueTask = PendingTask | ProcessingTask | CompletedTask | FailedTask;

const isCore = hasFields({
  id: isText,
  taskType: isText,
  version: isNumber,
  account: isText,
  retryCount: isNumber,
  createdAt: isNumber,
  bytes: isNumber,
});

const hasStatus = isTagged('status', {
  pending: hasFields({ wait: isWait }),
  processing: hasFields({ startedAt: isNumber }),
  completed: hasFields({ processedAt: isNumber, outcome: isOutcome }),
  failed: hasFields({ processedAt: isNumber, error: isFailure }),
});

export function isQueueTask(value: unknown): value is QueueTask {
  return isCore(value) && hasStatus(value);
}
