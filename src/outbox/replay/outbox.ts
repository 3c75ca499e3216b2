import { type Authorize, type BeforeSend, DEFAULT_LIMITS, type DeliveryOptions, type Limits } from '../delivery.ts';
import type { Environment } from '../environment.ts';
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
  readonly knowledge: Knowledge;
  readonly authorize: Authorize | undefined;
  readonly beforeSend: BeforeSend | undefined;
  readonly trace: Trace;
  readonly limits: Limits;
  /** Nothing where every task is a request of its own. */
  readonly terms: BatchTerms | undefined;
}

export function replayable(
  stores: Pick<Outbox, 'queue' | 'ledger' | 'environment'>,
  options: DeliveryOptions = {},
): Outbox {
  const { queue, ledger, environment } = stores;
  const { tasks, batch, authorize, beforeSend, trace = () => undefined, limits } = options;
  return {
    queue,
    ledger,
    environment,
    knowledge: knowledge(tasks),
    authorize,
    beforeSend,
    trace: guarded(trace),
    limits: { ...DEFAULT_LIMITS, ...limits },
    terms: batch && new BatchTerms(batch, globalThis.location?.href),
  };
}

/** What an app does with a trace must not stop a delivery. */
function guarded(trace: Trace): Trace {
  return (event) => {
    try {
      trace(event);
    } catch (cause) {
      globalThis.reportError?.(cause);
    }
  };
}
