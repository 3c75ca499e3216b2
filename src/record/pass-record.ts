import { hasFields, isAbsentOr, isFlag, isListOf, isNumber, isText } from '../protocol/index.ts';

/** Why an outbox was looked through, as far as the recorder has heard. Times are milliseconds since 1970. */
export interface Sign {
  readonly kind: 'sync' | 'push' | 'page' | 'online';
  readonly at: number;
  /** A sync event that the browser will not repeat. */
  readonly isLastChance?: boolean;
}

/** Tasks that went in one request. */
export interface RecordedAttempt {
  readonly at: number;
  /** Ids; the first of them only, where there are very many in a pass. */
  readonly tasks: readonly string[];
  readonly bytes: number;
}

/** How a pass ended. One that the browser cut off has no end. */
export interface PassEnd {
  /** Tasks that are left to deliver. */
  readonly left: number;
  /** Milliseconds. */
  readonly took: number;
}

/** One pass over the outbox: when, why, and what it came to. It holds ids and figures, nothing of what a task carries. */
export interface PassRecord {
  readonly where: 'worker' | 'page';
  readonly startedAt: number;
  readonly signs: readonly Sign[];
  readonly attempts: readonly RecordedAttempt[];
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  /** Tasks that wait again. */
  readonly again: number;
  readonly end?: PassEnd;
}

const isWhere = (value: unknown) => value === 'worker' || value === 'page';
const isSignKind = (value: unknown) => value === 'sync' || value === 'push' || value === 'page' || value === 'online';

const isRecord = hasFields({
  where: isWhere,
  startedAt: isNumber,
  signs: isListOf(hasFields({ kind: isSignKind, at: isNumber, isLastChance: isAbsentOr(isFlag) })),
  attempts: isListOf(hasFields({ at: isNumber, tasks: isListOf(isText), bytes: isNumber })),
  sent: isNumber,
  delivered: isNumber,
  failed: isNumber,
  again: isNumber,
  end: isAbsentOr(hasFields({ left: isNumber, took: isNumber })),
});

export function isPassRecord(value: unknown): value is PassRecord {
  return isRecord(value);
}
