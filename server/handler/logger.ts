import type { ProblemCode } from '../../src/protocol/index.ts';
import type { Connection, Exchange } from '../exchange/exchange.ts';

/** An exchange whose answer has begun. */
export interface Answered {
  readonly exchange: Exchange;
  readonly status: number;
  /** From the arrival of the head to the beginning of the answer. */
  readonly milliseconds: number;
  /** Those of the answer's body, where they were known when it began. */
  readonly bytes: number | undefined;
}

/** Where what is refused came from, as far as the exchange does not say it. */
export interface Refused extends Connection {
  /** How often that was within the request: more than once for the items of a batch. */
  readonly count: number;
}

/** Where the server tells its operator what happened. Nothing of it may throw. */
export interface Logger {
  answered(answered: Answered): void;
  /**
   * A request, or items of a batch, were not done. Told once for each request and code, and of what one client can do without end
   * (too many requests, requests that are none) once a minute for each client.
   */
  refused(code: ProblemCode, refused: Refused): void;
  /** Something went wrong that is not the client's doing. */
  error(message: string, cause: unknown): void;
}

/** The same within the server, where each is told by itself, to be counted. */
export interface Told extends Connection {
  /** Whether the operator was told of this client and this reason a moment ago. */
  readonly isRepeated?: boolean;
}

export interface ExchangeLog extends Pick<Logger, 'error'> {
  refused(code: ProblemCode, told?: Told): void;
}
