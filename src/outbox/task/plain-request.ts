import { IDEMPOTENCY_KEY } from '../../protocol/index.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import type { Stamp } from './stamp.ts';

/** The type under which requests are listed that plain `fetch()` calls made and the worker held. */
export const PLAIN_REQUEST = 'fetch';

/**
 * The stamp of an entry that carries none. Its id is the idempotency key of the first attempt, which may have reached
 * the server; an entry without one is named by its place in the queue.
 */
export function stampOfPlainRequest(key: number, timestamp: number, request: StoredRequest): Stamp {
  const { method, url } = request;
  return {
    id: request.headers[IDEMPOTENCY_KEY.toLowerCase()] ?? `held-${key}-${timestamp}`,
    taskType: PLAIN_REQUEST,
    version: 1,
    account: '',
    context: { method, url },
    orderingKey: new URL(url).origin,
    replaces: null,
    createdAt: timestamp,
  };
}
