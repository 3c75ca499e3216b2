import type { ProblemCode } from '../../src/protocol/index.ts';
import type { Exchange } from '../exchange/exchange.ts';

/** An exchange whose answer has begun. */
export interface Answered {
  readonly exchange: Exchange;
  readonly status: number;
  /** From the arrival of the head to the beginning of the answer. */
  readonly milliseconds: number;
  /** Those of the answer's body, where they were known when it began. */
  readonly bytes: number | undefined;
}

/** Where the server tells its operator what happened. Nothing of it may throw. */
export interface Logger {
  answered(answered: Answered): void;
  /** A request, or an item of a batch, was not done. */
  refused(code: ProblemCode): void;
  /** Something went wrong that is not the client's doing. */
  error(message: string, cause: unknown): void;
}
