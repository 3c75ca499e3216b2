import type { PendingTask } from '../protocol/index.ts';
import { DEFAULT_RETENTION, type Retention } from './ledger/retention.ts';
import type { TaskRules } from './task/rules.ts';
import type { Trace } from './trace/trace.ts';

/** How an app wants its tasks delivered: given to the worker, and to pages, which deliver where there is no worker. */
export interface DeliveryOptions {
  /**
   * Every kind of task that this version of the app can send. A stored task of another kind, or of another version
   * without a `migrate`, is quarantined until a version comes that knows it. Left out, every kind is sent as it was stored.
   */
  readonly tasks?: readonly TaskRules[];
  /** Where the server takes many requests in one (docs/batches.md). Left out, it is a request a task. */
  readonly batch?: BatchOptions;
  readonly authorize?: Authorize;
  readonly beforeSend?: BeforeSend;
  readonly trace?: Trace;
  readonly limits?: Partial<Limits>;
}

export interface BatchOptions {
  /** Of the tasks' own origin; others are sent one by one. */
  readonly url: string;
  /** Tasks in one request, 500 unless told. */
  readonly items?: number;
  /** Bytes of bodies in one request, 1 MiB unless told. A larger body travels alone. */
  readonly bytes?: number;
}

/**
 * Adds to a request what proves whose it is, at the time when it is sent. `renew` is true after a 401: what was added
 * before is not valid any more. `undefined` says that the account is signed out: its tasks wait until `signIn()`.
 * A plain `fetch()` that a route holds is nobody's in particular: `account` is empty.
 */
export type Authorize = (
  request: Request,
  whose: { readonly account: string; readonly renew: boolean },
) => Request | undefined | Promise<Request | undefined>;

/** Asked before every attempt: `hold` keeps the task for a later pass, `drop` ends it unsent. */
export type BeforeSend = (task: PendingTask) => Decision | Promise<Decision>;

export type Decision = 'send' | 'hold' | 'drop';

/** Bounds of one pass. Times are in milliseconds. */
export interface Limits {
  /** Lanes on their way at once. */
  readonly lanes: number;
  /** One attempt, with everything that belongs to it. */
  readonly attempt: number;
  /** After this long no new attempt starts: with the last one, a pass ends well before Chromium ends its sync event (3 minutes). */
  readonly pass: number;
  /** Attempts in a row without any answer after which an origin counts as silent. */
  readonly silences: number;
  readonly retention: Retention;
}

export const DEFAULT_LIMITS: Limits = {
  lanes: 6,
  attempt: 60_000,
  pass: 90_000,
  silences: 3,
  retention: DEFAULT_RETENTION,
};
