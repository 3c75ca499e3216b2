import type { ProblemCode } from '../../src/protocol/index.ts';
import type { Operation, ProblemAt } from './description.ts';
import { PROBLEMS } from './problems.ts';

/** All codes that an operation can be refused with, by status, the lowest first. */
export function problemsOf(operation: Operation): ReadonlyMap<number, readonly ProblemCode[]> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const at of allOf(operation)) {
    const [code, status] = typeof at === 'string' ? [at, PROBLEMS[at].status] : at;
    byStatus.set(status, [...new Set([...(byStatus.get(status) ?? []), code])]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}

function allOf(operation: Operation): readonly ProblemAt[] {
  const { access, method, parameters, query, body, isEffect, problems = [] } = operation;
  return [
    ...ALWAYS,
    ...(access === 'nobody' ? [] : WITH_ACCESS),
    ...(parameters === undefined && query === undefined ? [] : WITH_PARAMETERS),
    ...(method === 'GET' ? [] : WITH_BODY),
    ...(body === undefined ? [] : WITH_MEDIA),
    ...(isEffect === true ? AS_EFFECT : []),
    ...problems,
  ];
}

const ALWAYS: readonly ProblemAt[] = ['internal-error', 'too-many-requests'];

const WITH_ACCESS: readonly ProblemAt[] = [
  'signature-missing',
  'signature-malformed',
  'signature-invalid',
  'signature-stale',
  'signature-replayed',
  'device-unknown',
  'device-revoked',
  'account-key-replaced',
  'token-missing',
  'token-invalid',
  'foreign-account',
  'wrong-host',
  'storage-unavailable',
];

const WITH_PARAMETERS: readonly ProblemAt[] = ['invalid-parameter'];

/** Whatever a request brings is read, and held against its digest. */
const WITH_BODY: readonly ProblemAt[] = ['digest-mismatch', 'malformed-body', 'body-too-large', 'body-too-slow'];

const WITH_MEDIA: readonly ProblemAt[] = ['invalid-body', 'unsupported-media-type'];

const AS_EFFECT: readonly ProblemAt[] = ['idempotency-key-missing', 'invalid-parameter', 'idempotency-key-reused'];
