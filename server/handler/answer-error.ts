import { MalformedBodyError } from '../../src/protocol/index.ts';
import { StorageUnavailableError } from '../store/store.ts';
import type { Answer } from './answer.ts';
import type { ExchangeLog } from './logger.ts';
import { problemAnswer, Refusal, refuse } from './refusal.ts';

const RETRY_AFTER_SECONDS = '5';

/** The answer to a request that threw. What is not the client's doing is logged, and the client learns no more than that. */
export function answerError(error: unknown, log: ExchangeLog): Answer {
  const refusal = refusalFor(error, log);
  log.refused(refusal.problem.code, { isRepeated: refusal.isRepeated });
  return problemAnswer(refusal);
}

function refusalFor(error: unknown, log: ExchangeLog): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof MalformedBodyError) {
    return refuse('malformed-body', 400, 'The body cannot be read.', error.message);
  }
  if (error instanceof StorageUnavailableError) {
    log.error('The storage is unavailable.', error);
    const headers = { 'Retry-After': RETRY_AFTER_SECONDS };
    return refuse('storage-unavailable', 503, 'The storage is unavailable.', 'Try again later.', headers);
  }
  log.error('A request failed unexpectedly.', error);
  return refuse('internal-error', 500, 'Something went wrong at the server.');
}
