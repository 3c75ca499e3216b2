import { AsyncLocalStorage } from 'node:async_hooks';
import type { AccountId, ProblemCode } from '../../src/protocol/index.ts';

/** Where a request comes from, as far as whoever took it in knows. */
export interface Connection {
  /** The client's IP address. */
  readonly address?: string | undefined;
}

/** One request from its arrival to its answer: what log and metrics tell of it. */
export interface Exchange {
  /** Made here and never taken from a client; the answer carries it as `X-Request-Id`. */
  readonly id: string;
  readonly method: string;
  readonly address: string | undefined;
  /** The path with names in the place of parameters; `*` for all that no route of the API takes. */
  route: string;
  /** Whose request it is, once that is proved. */
  account?: AccountId;
  /** For what reasons it, or how many items of it, were not done so far. */
  readonly refused: Map<ProblemCode, number>;
}

const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** A method that nobody knows is `OTHER`: a client cannot make up words that are kept. */
export function beginExchange(request: Request, { address }: Connection): Exchange {
  const method = METHODS.has(request.method) ? request.method : 'OTHER';
  return { id: crypto.randomUUID(), method, address, route: '*', refused: new Map() };
}

const exchanges = new AsyncLocalStorage<Exchange>();

/** Runs `work` so that whatever is logged within it can be told to belong to this exchange. */
export function within<Result>(exchange: Exchange, work: () => Result): Result {
  return exchanges.run(exchange, work);
}

export function currentExchange(): Exchange | undefined {
  return exchanges.getStore();
}
