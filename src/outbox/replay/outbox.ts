import { DEFAULT_LIMITS, type DeliveryOptions, type Limits } from '../delivery.ts';
import type { Environment } from '../environment.ts';
import { guarded } from '../guarded.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import { BatchTerms } from '../send/batch-terms.ts';
import { type Knowledge, knowledge } from '../send/prepare.ts';
import type { Trace } from '../trace/trace.ts';

/** What is replayed, and how the app wants it. */
export interface Outbox extends Pick<DeliveryOptions, 'authorize' | 'beforeSend'> {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
  readonly environment: Environment;
  /** The environment's. */
  readonly now: () => number;
  /** Grows when somebody else has done what may concern a task on its way. */
  readonly othersActed: () => number;
  readonly knowledge: Knowledge;
  readonly trace: Trace;
  readonly limits: Limits;
  /** Nothing where every task is a request of its own. */
  readonly terms: BatchTerms | undefined;
}

export function replayable(
  stores: Pick<Outbox, 'queue' | 'ledger' | 'environment' | 'othersActed'>,
  options: DeliveryOptions = {},
): Outbox {
  const { tasks, batch, trace = () => undefined, limits } = options;
  return {
    ...options,
    ...stores,
    now: stores.environment.now,
    knowledge: knowledge(tasks),
    trace: (event) => guarded(() => trace(event)), // What an app does with it must not stop a delivery.
    limits: { ...DEFAULT_LIMITS, ...limits },
    terms: batch && new BatchTerms(batch, globalThis.location?.href),
  };
}
