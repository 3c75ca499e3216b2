import { PROBLEM_MEDIA, type Problem, type ProblemCode, problem } from '../../src/protocol/index.ts';
import type { Answer } from './answer.ts';

/** A request that is not done. `problem` is all that the client is told; it never holds internals. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the operator was told of this client and this reason a moment ago. */
  readonly isRepeated: boolean;

  constructor(details: Problem, headers: Readonly<Record<string, string>> = {}, isRepeated = false) {
    super(details.title);
    this.problem = details;
    this.headers = headers;
    this.isRepeated = isRepeated;
  }
}

export function refuse(
  code: ProblemCode,
  status: number,
  title: string,
  detail?: string,
  headers?: Readonly<Record<string, string>>,
  isRepeated?: boolean,
): Refusal {
  return new Refusal(problem(code, status, title, detail), headers, isRepeated);
}

export function problemAnswer({ problem, headers }: Refusal): Answer {
  return {
    status: problem.status,
    headers: { 'Cache-Control': 'no-store', ...headers, 'Content-Type': PROBLEM_MEDIA },
    body: new TextEncoder().encode(JSON.stringify(problem)),
  };
}
