import type { Ledger } from '../ledger/ledger.ts';
import type { RequestQueue } from '../queue/request-queue.ts';

/** What an action works on. */
export interface Stores {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
