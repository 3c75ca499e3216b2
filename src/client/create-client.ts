import { DEFAULT_NAME, discard, list, openOutbox, resume, retry } from '../outbox/index.ts';
import type { Client } from './client.ts';
import { enqueuer } from './enqueue/enqueuer.ts';
import { LiveSnapshot } from './live/live-snapshot.ts';
import { liveTasks } from './live/live-tasks.ts';
import { settlementOf, settlementOfNew } from './live/settlement.ts';
import { startDelivery } from './wake/delivery.ts';
import { noWorker, workerLink } from './worker/worker-link.ts';

export interface ClientOptions {
  /** Whose tasks this page enqueues. */
  readonly account: string;
  /** Where the worker's script is, or `false` where none may run: the page then delivers while it is open. */
  readonly worker: string | false;
  /** Names the queue, the ledger and the channel; the worker's outbox must have the same name. */
  readonly name?: string;
}

/** Opens the outbox in this page, registers the worker, and begins to follow what becomes of every task. */
export function createClient({ account, worker, name = DEFAULT_NAME }: ClientOptions): Client {
  const outbox = openOutbox(name);
  const stores = { queue: outbox.queue, ledger: outbox.ledger, now: outbox.environment.now };
  const lifetime = new AbortController();
  const live = liveTasks(outbox.ledger, outbox.announcements);
  const view = new LiveSnapshot(live, lifetime.signal);
  const link =
    worker !== false && 'serviceWorker' in navigator
      ? workerLink(worker, outbox.names.syncTag, () => view.learn({ updateIsReady: true }))
      : noWorker;
  const { nudge, arm } = startDelivery({ outbox, live, view, link }, lifetime.signal);
  const { enqueue, quiet } = enqueuer({
    ...stores,
    account,
    afterStoring: async (stamp) => {
      await Promise.allSettled([list(stores, stamp), arm()]);
      nudge({ networkIsBack: false });
    },
    settlementOf: (id) => settlementOfNew(id, live),
  });
  return {
    enqueue,
    follow: async (id) => {
      await live.refresh();
      return await settlementOf(id, live);
    },
    snapshot: () => view.current,
    subscribe: (listener) => view.subscribe(listener),
    retry: async (id) => {
      await retry(stores, id);
      await arm();
      nudge({ networkIsBack: true });
    },
    discard: (id) => discard(stores, id),
    resume: async () => {
      await resume(stores, account);
      await arm();
      nudge({ networkIsBack: false });
    },
    replayNow: () => nudge({ networkIsBack: true }),
    applyUpdate: async () => {
      await link.activateUpdate();
      await quiet(); // After the worker's change, which takes its time: a save that began meanwhile is waited for.
      location.reload();
    },
    close: () => {
      lifetime.abort();
      outbox.announcements.close();
    },
  };
}
