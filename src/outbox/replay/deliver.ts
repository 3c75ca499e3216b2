import { StorableRequest } from 'workbox-background-sync';
import { IDEMPOTENCY_KEY, type QueueTask } from '../../protocol/index.ts';
import type { Environment } from '../environment.ts';
import { move } from '../ledger/edits.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { QueueEntry } from '../queue/entry.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
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
  const { now, random } = environment;
  const request = requestOf(await queue.read(key), id);
  if (typeof request === 'string') {
    return await ledger.change((draft) => move(draft, id, 'pending', (task) => lost(task, request, now())));
  }
  const begun = await ledger.change((draft) => move(draft, id, 'pending', (task) => begin(task, now())));
  if (begun === undefined) return undefined;
  const outcome = verdict(await attempt(request, delivery));
  const settled = await ledger.change((draft) =>
    move(draft, id, 'processing', (task) => transition(task, outcome, now(), random)),
  );
  if (settled?.status === 'completed') await queue.remove(key);
  return settled;
}

/** The stored request with its key, or why there is none: some rows pass every check and still make no `Request`. */
function requestOf(entry: QueueEntry | undefined, id: string): Request | 'request-missing' | 'request-unreadable' {
  if (entry === undefined) return 'request-missing';
  if (entry.kind === 'unreadable') return 'request-unreadable';
  try {
    const request = new StorableRequest(entry.request).toRequest();
    const headers = new Headers(request.headers);
    headers.set(IDEMPOTENCY_KEY, id);
    return new Request(request, { headers });
  } catch {
    return 'request-unreadable';
  }
}

async function attempt(request: Request, { environment, timeout }: Delivery): Promise<Attempt> {
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await environment.fetch(new Request(request, { signal }));
    return await attemptOf(response, environment.now());
  } catch {
    return { kind: 'no-answer' };
  }
}
