import { IDEMPOTENCY_KEY } from '../../protocol/index.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import type { TaskRules } from './rules.ts';
import { type Stamp, UNASKED } from './stamp.ts';

/** The type under which requests are listed that plain `fetch()` calls made and the worker held. */
export const PLAIN_REQUEST = 'fetch';

/** A plain request names no account that could be signed in again: it is tried again after a while. */
export const PLAIN_RULES: TaskRules = {
  type: PLAIN_REQUEST,
  version: 1,
  verdict: ({ status }) => (status === 401 ? 'retry' : undefined),
};

/** What is known of a request that carries no stamp. */
const UNSTAMPED = {
  ...UNASKED,
  taskType: 'unknown',
  version: 0,
  account: '',
  context: null,
  orderingKey: null,
  replaces: null,
} as const;

/**
 * The stamp of an entry that carries none. Its id is the idempotency key of the first attempt, which may have reached
 * the server; an entry without one is named by its place in the queue.
 */
export function stampOfPlainRequest(key: number, createdAt: number, request: StoredRequest): Stamp {
  const { method = 'GET', url, body, headers } = request;
  const { origin } = new URL(url);
  return {
    ...UNSTAMPED,
    id: headers[IDEMPOTENCY_KEY.toLowerCase()] ?? `held-${key}-${createdAt}`,
    taskType: PLAIN_REQUEST,
    version: 1,
    context: { method, url },
    bytes: body?.byteLength ?? 0,
    origin,
    orderingKey: origin,
    createdAt,
    attempts: 1,
  };
}

/** The stamp of an entry that nobody can read. */
export function stampOfUnreadable(key: number, createdAt: number): Stamp {
  return { ...UNSTAMPED, id: `unreadable-${key}-${createdAt}`, createdAt };
}
