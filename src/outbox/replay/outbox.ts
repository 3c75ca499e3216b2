import { type Authorize, type BeforeSend, DEFAULT_LIMITS, type DeliveryOptions, type Limits } from '../delivery.ts';
import type { Environment } from '../environment.ts';
import { guarded } from '../guarded.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import { BatchTerms } from '../send/batch-terms.ts';
import { type Knowledge, knowledge } from '../send/prepare.ts';
import type { Trace } from '../trace/trace.ts';

/** What is replayed, and how the app wants it. */
export interface Outbox {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
  readonly environment: Environment;
  /** Grows when somebody else has done what may concern a task on its way. */
  readonly othersActed: () => number;
  readonly knowledge: Knowledge;
  readonly authorize: Authorize | undefined;
  readonly beforeSend: BeforeSend | undefined;
  readonly trace: Trace;
  readonly limits: Limits;
  /** Nothing where every task is a request of its own. */
  readonly terms: BatchTerms | undefined;
}

export function replayable(
  stores: Pick<Outbox, 'queue' | 'ledger' | 'environment' | 'othersActed'>,
  options: DeliveryOptions = {},
): Outbox {
  const { tasks, batch, authorize, beforeSend, trace = () => undefined, limits } = options;
  return {
    ...stores,
    knowledge: knowledge(tasks),
    authorize,
    beforeSend,
    trace: (event) => guarded(() => trace(event)), // What an app does with it must not stop a delivery.
    limits: { ...DEFAULT_LIMITS, ...limits },
    terms: batch && new BatchTerms(batch, globalThis.location?.href),
  };
}
