import * as v from 'valibot';
import { BackgroundSyncPlugin } from 'workbox-background-sync';
import { DEFAULT_NAME, openOutbox, replayer } from '../src/outbox/index.ts';
import { toWorkerSchema } from '../src/protocol/index.ts';
import { type HeldRoute, holdRoute } from './hold-route.ts';

export type { HeldRoute } from './hold-route.ts';

declare const self: ServiceWorkerGlobalScope;

export interface WorkerOutboxOptions {
  /** The same name that the page gives its client. */
  readonly name?: string;
}

export interface WorkerOutbox {
  /** Holds plain `fetch()` calls of pages that match, when their network fails. */
  readonly holdRoute: (route: HeldRoute) => void;
}

/** Workbox counts its retention in minutes. Ours has no end: a task goes when it is settled, not when it is old. */
const CENTURY_IN_MINUTES = 100 * 365 * 24 * 60;

/**
 * Delivers from this worker. Call it at the top level of the script, once a name: a browser drops the sync event of a
 * queue that nobody listens for yet.
 */
export function startOutbox({ name = DEFAULT_NAME }: WorkerOutboxOptions = {}): WorkerOutbox {
  const outbox = openOutbox(name);
  const { replay } = replayer(outbox, outbox.names.lock);

  const plugin = new BackgroundSyncPlugin(outbox.names.queue, {
    maxRetentionTime: CENTURY_IN_MINUTES,
    onSync: async () => {
      if ('sync' in self.registration) await deliverAll();
      else await deliverAll().catch(() => undefined); // Workbox calls it when the worker starts, and catches nothing.
    },
  });

  /** Only an Error makes the browser fire the event again; anything else that is thrown counts as success. */
  async function deliverAll(): Promise<void> {
    const outcome = await replay({ networkIsBack: true });
    if (outcome.kind === 'unfinished') throw new Error(`${outcome.tasks} tasks are still to be delivered.`);
  }

  self.addEventListener('message', (event) => {
    const message = v.safeParse(toWorkerSchema, event.data);
    if (!message.success) return;
    if (message.output.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
    else event.waitUntil(replay(message.output));
  });

  return {
    holdRoute: (route) =>
      holdRoute(route, plugin, () => {
        replay({ networkIsBack: false }).catch(() => undefined); // It is held; the next wake-up lists and sends it.
      }),
  };
}
