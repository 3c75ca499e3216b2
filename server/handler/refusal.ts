import { PROBLEM_MEDIA, type Problem, type ProblemCode, problem } from '../../src/protocol/index.ts';
import type { Answer } from './answer.ts';

/** A request that is not done. `problem` is all that the client is told; it never holds internals. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(details: Problem, headers: Readonly<Record<string, string>> = {}, options?: ErrorOptions) {
    super(details.title, options);
    this.problem = details;
    this.headers = headers;
  }
}

export function refuse(
  code: ProblemCode,
  status: number,
  title: string,
  detail?: string,
  headers?: Readonly<Record<string, string>>,
): Refusal {
  return new Refusal(problem(code, status, title, detail), headers);
}

export function problemAnswer({ problem, headers }: Refusal): Answer {
  return {
    status: problem.status,
    headers: { 'Cache-Control': 'no-store', ...headers, 'Content-Type': PROBLEM_MEDIA },
    body: new TextEncoder().encode(JSON.stringify(problem)),
  };
}
