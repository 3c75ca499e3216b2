import {
  type Budget,
  PLAIN_REQUEST,
  type Replayer,
  type Stores,
  stampOfPlainRequest,
  storedByWorkbox,
  takeIn,
} from '../src/outbox/index.ts';
import { IDEMPOTENCY_KEY, PROBLEM_MEDIA } from '../src/protocol/index.ts';

/** Which plain requests are held, and when. */
export interface HeldRoute {
  readonly match: (request: { readonly url: URL; readonly request: Request }) => boolean;
  readonly methods: readonly ('DELETE' | 'PATCH' | 'POST' | 'PUT')[];
  /**
   * `network-fails` (unless told): network first, and into the queue when it fails; the page sees the failure of its own
   * `fetch()` as ever. `always`: into the queue first, answered `202 Accepted` as soon as it is safe there, or
   * `507 Insufficient Storage` when it cannot be kept.
   */
  readonly when?: 'network-fails' | 'always';
}

/** What is thrown when the budget is used up. */
const FULL = 'outbox-full';

interface Holding extends Stores {
  /** Has the browser wake this worker again. Never rejects. */
  readonly arm: () => Promise<void>;
  readonly budget: Budget;
  readonly replay: Replayer['replay'];
}

/** Gives what answers a page's request; nothing for one that the route does not match. */
export function holder(holding: Holding) {
  return (route: HeldRoute, request: Request): Promise<Response> | undefined => {
    const isMatch = (route.methods as readonly string[]).includes(request.method);
    if (!isMatch || !route.match({ url: new URL(request.url), request })) return undefined;
    const answer = route.when === 'always' ? accept : tryFirst;
    return answer(holding, keyed(request));
  };
}

async function accept(holding: Holding, request: Request): Promise<Response> {
  try {
    await hold(holding, request, 0);
  } catch (cause) {
    const code = cause === FULL ? FULL : 'storage-full';
    const headers = { 'Content-Type': PROBLEM_MEDIA };
    const title = 'No room on this device.';
    return Response.json({ title, code }, { status: 507, headers });
  }
  const headers = { [IDEMPOTENCY_KEY]: request.headers.get(IDEMPOTENCY_KEY) ?? '' };
  return new Response(null, { status: 202, headers });
}

/** What is held already goes first: a newer request must not overtake an older one to the same origin. */
async function tryFirst(holding: Holding, request: Request): Promise<Response> {
  const { origin } = new URL(request.url);
  const mustWait = () => isWaiting(holding, origin).catch(() => false); // Without storage nothing is held.
  if (await mustWait()) {
    await holding.replay({ networkIsBack: true }).catch(() => undefined);
    if (await mustWait()) {
      await hold(holding, request, 0);
      return Response.error();
    }
  }
  try {
    return await fetch(request.clone());
  } catch (cause) {
    await hold(holding, request, 1).catch(() => undefined); // What cannot be held has failed as any request does.
    throw cause;
  }
}

/** Not by Workbox's own way: its connection never closes, and its tag may be in the browser's backoff. */
async function hold(holding: Holding, request: Request, attempts: number): Promise<void> {
  if (await isFull(holding)) throw FULL;
  const { queue, now, arm, replay } = holding;
  // A request without CORS carries no key: it is named here, since another may be made in the same moment.
  const id = request.headers.get(IDEMPOTENCY_KEY) ?? crypto.randomUUID();
  const stored = await storedByWorkbox(request);
  await queue.push(stored, { ...stampOfPlainRequest(0, now(), stored), id, attempts });
  await arm();
  replay({ networkIsBack: false }).catch(() => undefined); // It is held; the next wake-up lists and sends it.
}

/** The first attempt may reach the server although its answer is lost: it carries the key that the later ones carry. */
function keyed(request: Request): Request {
  if (request.headers.has(IDEMPOTENCY_KEY)) return request;
  const headers = new Headers(request.headers);
  headers.set(IDEMPOTENCY_KEY, crypto.randomUUID());
  return new Request(request, { headers });
}

async function isWaiting(stores: Holding, origin: string): Promise<boolean> {
  if ((await stores.queue.keys()).length === 0) return false;
  const { snapshot } = await takeIn(stores); // It may be stored and not yet listed.
  const plain = snapshot.rows.filter((row) => row.task.taskType === PLAIN_REQUEST && row.origin === origin);
  return plain.some(({ task }) => !('processedAt' in task));
}

async function isFull({ ledger, budget }: Holding): Promise<boolean> {
  const { rows } = await ledger.read();
  const kept = rows.filter(({ task }) => task.status !== 'completed');
  return kept.length >= budget.tasks || kept.reduce((sum, { task }) => sum + task.bytes, 0) >= budget.bytes;
}
