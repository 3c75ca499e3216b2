import { hasFields, isAbsentOr, isNumber, isText } from './shape.ts';

/** Every reason for which the server refuses, as a word that code can compare. */
export type ProblemCode =
  | 'malformed-body'
  | 'invalid-body'
  | 'invalid-parameter'
  | 'unsupported-media-type'
  | 'body-too-large'
  | 'clock-ahead'
  | 'part-mismatch'
  | 'parts-missing'
  | 'chunks-missing'
  | 'epoch-superseded'
  | 'epoch-not-next'
  | 'not-caught-up'
  | 'account-key-replaced'
  | 'tombstones-pruned'
  | 'cursor-pruned'
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'signature-missing'
  | 'signature-malformed'
  | 'signature-invalid'
  | 'signature-stale'
  | 'signature-replayed'
  | 'digest-mismatch'
  | 'token-missing'
  | 'token-invalid'
  | 'device-unknown'
  | 'device-revoked'
  | 'device-mismatch'
  | 'too-many-devices'
  | 'foreign-account'
  | 'space-taken'
  | 'space-full'
  | 'too-many-spaces'
  | 'too-many-invites'
  | 'invite-invalid'
  | 'not-a-member'
  | 'not-an-owner'
  | 'message-taken'
  | 'quota-exceeded'
  | 'wrong-host'
  | 'not-found'
  | 'method-not-allowed'
  | 'storage-unavailable'
  | 'internal-error'
  | 'too-many-requests'
  | 'too-many-streams'
  | 'body-too-slow'
  | 'headers-too-large'
  | 'headers-too-slow'
  | 'malformed-request'
  | 'stopping';

/** Problem details (RFC 9457) with our `code` beside the standard members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string | undefined;
  /** With `clock-ahead` and `signature-stale`: the server's time, in milliseconds since 1970. */
  readonly now?: number;
  /** With `parts-missing` and `chunks-missing`: those that have to be sent first. */
  readonly missing?: readonly string[];
  /** With `epoch-superseded` and `epoch-not-next`: the account's epoch. */
  readonly epoch?: number;
  /** With `not-caught-up` and `cursor-pruned`: the account's newest change. */
  readonly cursor?: number;
}

/** What is read of any server's problem. */
export type ForeignProblem = Partial<Record<'title' | 'detail' | 'code', string>> & { readonly now?: number };

const isProblem = hasFields({
  title: isAbsentOr(isText),
  detail: isAbsentOr(isText),
  code: isAbsentOr(isText),
  now: isAbsentOr(isNumber),
});

export function problem(code: ProblemCode, status: number, title: string, detail?: string): Problem {
  return { type: `urn:backhaul:problem:${code}`, title, status, code, ...(detail === undefined ? {} : { detail }) };
}

/** The problem in a body's text, or nothing when the text is none. */
export function parseProblem(text: string): ForeignProblem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isProblem(value) ? (value as ForeignProblem) : undefined;
  } catch {
    return undefined;
  }
}
