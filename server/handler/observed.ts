import { beginExchange, type Connection, currentExchange, type Exchange, within } from '../exchange/exchange.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Answered, ExchangeLog, Logger } from './logger.ts';

export interface Observers {
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Tells log and metrics of every request that `answer`, which never rejects, has an answer for, and gives that the exchange's id. */
export function observed(answer: (request: Request, exchange: Exchange) => Promise<Response>, to: Observers) {
  return async (request: Request, connection: Connection = {}): Promise<Response> => {
    const exchange = beginExchange(request, connection);
    const begun = performance.now();
    to.metrics.begun();
    const response = await within(exchange, () => answer(request, exchange));
    response.headers.set('X-Request-Id', exchange.id);
    const milliseconds = performance.now() - begun;
    const answered = { exchange, status: response.status, milliseconds, bytes: bytesOf(response) };
    within(exchange, () => tell(answered, to));
    return response;
  };
}

function tell(answered: Answered, { log, metrics }: Observers): void {
  for (const [code, count] of answered.exchange.refused) log.refused(code, { count });
  metrics.answered(answered);
  log.answered(answered);
}

function bytesOf({ body, headers }: Response): number | undefined {
  if (body === null) return 0;
  const length = headers.get('Content-Length');
  return length === null ? undefined : Number(length);
}

/** Counts every refusal. The operator is told of those of an exchange when that is answered, and at once of those of none. */
export function countingRefusals({ log, metrics }: Observers): ExchangeLog {
  return {
    refused: (code, { isRepeated = false, ...connection } = {}) => {
      metrics.refused(code);
      if (isRepeated) return;
      const refused = currentExchange()?.refused;
      if (refused === undefined) log.refused(code, { count: 1, ...connection });
      else refused.set(code, (refused.get(code) ?? 0) + 1);
    },
    error: (message, cause) => log.error(message, cause),
  };
}
