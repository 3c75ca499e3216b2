import { beginExchange, type Connection, type Exchange, within } from '../exchange/exchange.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Answered, Logger } from './logger.ts';

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
    tell({ exchange, status: response.status, milliseconds, bytes: bytesOf(response) }, to);
    return response;
  };
}

function tell(answered: Answered, { log, metrics }: Observers): void {
  metrics.answered(answered);
  log.answered(answered);
}

function bytesOf({ body, headers }: Response): number | undefined {
  if (body === null) return 0;
  const length = headers.get('Content-Length');
  return length === null ? undefined : Number(length);
}

/** A logger that has refusals counted too. */
export function countingRefusals({ log, metrics }: Observers): Logger {
  return {
    answered: (answered) => log.answered(answered),
    refused: (code) => {
      metrics.refused(code);
      log.refused(code);
    },
    error: (message, cause) => log.error(message, cause),
  };
}
