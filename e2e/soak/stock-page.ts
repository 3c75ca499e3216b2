/** The soak's page with the stock queue: a plain fetch, which the worker holds when its network fails. */
import { IDEMPOTENCY_KEY } from 'backhaul/protocol';
import { countQueuedRequests } from '../support/indexed-db.ts';
import { saveRequest } from './save-request.ts';
import type { PageTask, Told } from './soak-page.ts';
import { isQueued } from './stock-rows.ts';

/**
 * A stock queue sends what it has stored, as it was stored. A signature in there would have expired after five minutes, and
 * be refused where its first use was cut off; a token stays good, so that nothing but the queue is tried here.
 */
const ACCOUNT = 'stock-account';
const TOKEN = { Authorization: `Bearer ${ACCOUNT}` };

const TAG = 'workbox-background-sync:stock';

interface WithSync {
  readonly sync: { readonly register: (tag: string) => Promise<void> };
}

const controlled = new Promise<void>((resolve) => {
  if (navigator.serviceWorker.controller !== null) resolve();
  else navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
});
navigator.serviceWorker.register('/sw.js');

window.soak = {
  ready: controlled, // A fetch of a page without control goes past the worker, and nobody holds it.
  account: async () => ACCOUNT,
  write,
  cancel: async () => ({ kind: 'too-late' }),
  canCancel: false,
  waiting: countQueuedRequests,
  replayNow: async () => {
    const registration: unknown = await navigator.serviceWorker.ready;
    await (registration as WithSync).sync.register(TAG);
  },
  held: async () => [],
  failures: async () => [],
};

/** An answer that is no success is told to the app, which may tell the person: only what was held counts as stored. */
async function write(task: PageTask): Promise<Told> {
  const key = crypto.randomUUID();
  try {
    const { ok, status } = await fetch(saveRequest(ACCOUNT, task, { ...TOKEN, [IDEMPOTENCY_KEY]: key }));
    return ok ? { kind: 'stored', key } : { kind: 'refused', code: `answered-${status}` };
  } catch {
    return (await isQueued(key)) ? { kind: 'stored', key } : { kind: 'refused', code: 'not-held' };
  }
}
