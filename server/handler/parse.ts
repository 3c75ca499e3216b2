import * as v from 'valibot';
import { CrowdedBodyError, decodeCborWithin, MalformedBodyError, type ProblemCode } from '../../src/protocol/index.ts';
import { type Refusal, refuse } from './refusal.ts';

type Schema = v.GenericSchema;
type Issue = v.BaseIssue<unknown>;

/** `whole` is what stands for the whole input where an issue has no path within it. */
export interface Told {
  readonly code: ProblemCode;
  readonly whole: string;
}

/** @throws MalformedBodyError for bytes that are no JSON in UTF-8. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new MalformedBodyError('The body is no JSON.', { cause });
  }
}

/**
 * @throws MalformedBodyError for bytes that are no CBOR.
 * @throws Refusal `body-too-large` for CBOR of more than `most` items.
 */
export function parseCbor(body: Uint8Array, most: number): unknown {
  try {
    return decodeCborWithin(body, most);
  } catch (error) {
    if (!(error instanceof CrowdedBodyError)) throw error;
    throw refuse('body-too-large', 413, 'The body is too large.', `${error.message} Send it in parts.`);
  }
}

/** @throws Refusal with status 400 that names the first place that is wrong. */
export function parseOrRefuse<S extends Schema>(schema: S, input: unknown, told: Told): v.InferOutput<S> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  throw refuseIssue(result.issues[0], told);
}

export function refuseIssue(issue: Issue, { code, whole }: Told): Refusal {
  const title = `${whole[0]?.toUpperCase()}${whole.slice(1)} is not as it should be.`;
  return refuse(code, 400, title, describe(issue, whole));
}

function describe(issue: Issue, whole: string): string {
  const { path, message } = mostTelling(issue);
  return `${path || whole}: ${message}`;
}

interface Place {
  readonly path: string;
  readonly message: string;
}

/** Of the reasons why no member of a union fits, one about what is within it says more than one that it is something else. */
function mostTelling(issue: Issue, prefix = ''): Place {
  const path = [prefix, v.getDotPath(issue)].filter(Boolean).join('.');
  const { issues = [] } = issue;
  const inner =
    issues.find(({ kind }) => kind === 'validation') ?? issues.find(({ path }) => path !== undefined) ?? issues[0];
  return inner === undefined ? { path, message: issue.message } : mostTelling(inner, path);
}
