import { StorableRequest } from 'workbox-background-sync';
import { IDEMPOTENCY_KEY, type QueueTask } from '../../protocol/index.ts';
import type { Environment } from '../environment.ts';
import { move } from '../ledger/edits.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import { attemptOf } from '../verdict/attempt.ts';
import { type Attempt, verdict } from '../verdict/verdict.ts';
import { begin, lost, transition } from './transition.ts';

interface Delivery {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
  readonly environment: Environment;
  /** Milliseconds after which an attempt without an answer is given up. */
  readonly timeout: number;
}

/**
 * Peek, send, settle, delete: one attempt at one task. Dying at any await leaves either an entry to send again (its key
 * makes the effect single) or one whose outcome is known. Gives the task as it is afterwards, or nothing when somebody
 * else moved it first.
 */
export async function deliver(delivery: Delivery, id: string, key: number): Promise<QueueTask | undefined> {
  const { queue, ledger, environment } = delivery;
  const entry = await queue.read(key);
  if (entry?.kind !== 'readable') {
    const code = entry === undefined ? 'request-missing' : 'request-unreadable';
    return await ledger.change((draft) => move(draft, id, 'pending', (task) => lost(task, code, environment.now())));
  }
  const begun = await ledger.change((draft) => move(draft, id, 'pending', (task) => begin(task, environment.now())));
  if (begun === undefined) return undefined;
  const outcome = verdict(await attempt(entry.request, id, delivery));
  const settled = await ledger.change((draft) =>
    move(draft, id, 'processing', (task) => transition(task, outcome, environment.now(), environment.random)),
  );
  if (settled?.status === 'completed') await queue.remove(key);
  return settled;
}

async function attempt(stored: StoredRequest, id: string, { environment, timeout }: Delivery): Promise<Attempt> {
  const request = new StorableRequest(stored).toRequest();
  const headers = new Headers(request.headers);
  headers.set(IDEMPOTENCY_KEY, id);
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await environment.fetch(new Request(request, { headers, signal }));
    return await attemptOf(response, environment.now());
  } catch {
    return { kind: 'no-answer' };
  }
}
