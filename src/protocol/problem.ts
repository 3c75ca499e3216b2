import * as v from 'valibot';

/** Every reason for which the server refuses, as a word that code can compare. */
export type ProblemCode = v.InferOutput<typeof problemCodeSchema>;

const problemCodeSchema = v.picklist([
  'malformed-body',
  'invalid-body',
  'invalid-parameter',
  'unsupported-media-type',
  'body-too-large',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'not-found',
  'method-not-allowed',
  'storage-unavailable',
  'internal-error',
]);

/** Problem details (RFC 9457) with our `code` beside the standard members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string | undefined;
}

/** Reads what any server says: a foreign problem has no code of ours, and an answer may be no problem at all. */
export const problemSchema = v.object({
  type: v.optional(v.string()),
  title: v.optional(v.string()),
  status: v.optional(v.number()),
  code: v.optional(v.string()),
  detail: v.optional(v.string()),
});

export function problem(code: ProblemCode, status: number, title: string, detail?: string): Problem {
  return { type: `urn:backhaul:problem:${code}`, title, status, code, ...(detail === undefined ? {} : { detail }) };
}

/** The problem in a body's text, or nothing when the text is none. */
export function parseProblem(text: string): v.InferOutput<typeof problemSchema> | undefined {
  try {
    const result = v.safeParse(problemSchema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
