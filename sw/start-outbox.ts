import { BackgroundSyncPlugin } from 'workbox-background-sync';
import {
  announcer,
  type Budget,
  DEFAULT_BUDGET,
  DEFAULT_NAME,
  type DeliveryOptions,
  hasSync,
  openStores,
  outboxNames,
  registerTags,
  replayable,
  replayer,
} from '../src/outbox/index.ts';
import { isToWorker } from '../src/protocol/index.ts';
import { logToConsole } from './dev-log.ts';
import { hear } from './hear.ts';
import { type HeldRoute, holder } from './hold-route.ts';

export type { HeldRoute } from './hold-route.ts';

declare const self: ServiceWorkerGlobalScope;
/** Whoever bundles the worker puts the mode in its place, as for Workbox itself. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

export interface WorkerOutboxOptions extends DeliveryOptions {
  /** The same name that the page gives its client. */
  readonly name?: string;
  /** What plain requests may be held beside, 1,000 tasks and 64 MiB unless told. */
  readonly budget?: Partial<Budget>;
}

export interface WorkerOutbox {
  /** Holds plain `fetch()` calls of pages that match. */
  readonly holdRoute: (route: HeldRoute) => void;
}

/** Workbox counts its retention in minutes. Ours has no end: a task goes when it is settled, not when it is old. */
const CENTURY_IN_MINUTES = 100 * 365 * 24 * 60;

/**
 * Milliseconds. A sync event this soon after a page's own message comes of the tag that the page registered while it was
 * online: it says nothing of the network, and must not have every save knock at a dead server.
 */
const OWN_TAG = 10_000;

/** A sync event (WICG Background Sync); TypeScript's worker library does not have it. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

/**
 * Delivers from this worker. Call it at the top level of the script, once a name: a browser drops the sync event of a
 * queue that nobody listens for yet.
 */
export function startOutbox({ name = DEFAULT_NAME, budget, ...delivery }: WorkerOutboxOptions = {}): WorkerOutbox {
  const names = outboxNames(name);
  const announcements = announcer(names.channel);
  const stores = openStores(names, announcements);
  const { now } = stores;
  const isProduction = process.env.NODE_ENV === 'production';
  const traced = isProduction ? delivery : { ...delivery, trace: logToConsole(name, delivery.trace) };
  const { replay } = replayer(replayable({ ...stores, ...announcements }, traced), names.lock);

  /** When a page last asked for a replay: it then says itself whether the network is back. */
  let askedAt = Number.NEGATIVE_INFINITY;

  new BackgroundSyncPlugin(names.queue, {
    maxRetentionTime: CENTURY_IN_MINUTES,
    // Without sync events Workbox calls it when the worker starts, and catches nothing.
    onSync: () => (hasSync(self.registration) ? deliverAll() : deliverAll().catch(() => undefined)),
  });

  /** Only an Error makes the browser fire the event again; anything else that is thrown counts as success. */
  async function deliverAll(): Promise<void> {
    const outcome = await replay({ networkIsBack: now() - askedAt >= OWN_TAG }); // Else it is our own tag.
    if (outcome.kind === 'unfinished') throw new Error('Tasks wait.');
  }

  self.addEventListener('sync', (event) => {
    const sync = event as SyncEvent;
    if (sync.tag.startsWith(names.freshTag)) sync.waitUntil(deliverAll());
  });

  self.addEventListener('message', (event) => {
    const message: unknown = event.data;
    if (!isToWorker(message)) return;
    if (message.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
    else if (message.type === 'backhaul:replay' && message.name === name) {
      askedAt = now();
      hear(event, replay(message));
    }
  });

  const arm = async () => {
    const { registration } = self;
    if (hasSync(registration)) await registerTags(registration.sync, names).catch(() => undefined); // Denied.
  };
  const hold = holder({ ...stores, budget: { ...DEFAULT_BUDGET, ...budget }, replay, arm });
  return {
    holdRoute: (route) =>
      self.addEventListener('fetch', (event) => {
        const response = hold(route, event.request);
        if (response !== undefined) event.respondWith(response);
      }),
  };
}
