import {
  type Budget,
  broadcastAnnouncements,
  DEFAULT_BUDGET,
  DEFAULT_NAME,
  type DeliveryOptions,
  loaded,
  openOutbox,
  outboxNames,
  pushRow,
} from '../outbox/index.ts';
import { LEDGER_IS_GONE } from '../protocol/index.ts';
import type { Client } from './client.ts';
import { BudgetGuard } from './enqueue/budget.ts';
import { enqueuer } from './enqueue/enqueuer.ts';
import { gathering } from './enqueue/gathering.ts';
import type { StoredTask } from './enqueue/store-task.ts';
import { LiveSnapshot } from './live/live-snapshot.ts';
import { liveTasks } from './live/live-tasks.ts';
import { Settlements } from './live/settlements.ts';

import { noWorker, workerLink } from './worker/worker-link.ts';

export interface ClientOptions {
  /** Whose tasks this page enqueues. */
  readonly account: string;
  /** Where the worker's script is, or `false` where none may run: the page then delivers while it is open. */
  readonly worker: string | false;
  /** Names the queue, the ledger and the channel; the worker's outbox must have the same name. */
  readonly name?: string;
  /** What may wait at most, 1,000 tasks and 64 MiB unless told. Over it `enqueue` refuses with `outbox-full`. */
  readonly budget?: Partial<Budget>;
  /**
   * How this page delivers where no worker does, or none that answers within 5 s. Give it what the worker's `startOutbox` is
   * given: `authorize`, `beforeSend` and `tasks` hold for whoever sends.
   */
  readonly delivery?: DeliveryOptions;
}

/** Milliseconds after which what could not be loaded is asked for again. */
const LOADING_PATIENCE = 2_000;

/** Milliseconds between two attempts that saves cause while the browser says that it is offline. */
const OFFLINE_PATIENCE = 10_000;

/** Opens the outbox in this page, registers the worker, and begins to follow what becomes of every task. */
export function createClient(options: ClientOptions): Client {
  const { account, worker, name = DEFAULT_NAME, budget } = options;
  const names = outboxNames(name);
  const announcements = broadcastAnnouncements(names.channel);
  const outbox = openOutbox(names, announcements);
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const live = liveTasks(outbox.ledger, announcements);
  const view = new LiveSnapshot(live, signal);
  const settlements = new Settlements(live, signal);
  const link =
    worker !== false && 'serviceWorker' in navigator
      ? workerLink(worker, names, () => view.learn({ updateIsReady: true }))
      : noWorker;
  const arm = async () => {
    const armed = await link.arm();
    if (armed !== 'not-yet') view.learn({ deliversWhenClosed: armed === 'armed' });
  };
  const desk = loaded(async () => (await import('./desk.ts')).openDesk(outbox, view));
  const delivery = loaded(async () =>
    (await desk()).startDelivery(
      { outbox, announcements, live, view, link, arm, options: options.delivery ?? {} },
      signal,
    ),
  );
  const nudge = (news: { readonly networkIsBack: boolean }) => {
    if (signal.aborted) return;
    // Offline before anything was cached, it cannot be loaded; that the network is back may have been said before it was known.
    delivery().then(
      (started) => started(news),
      () => setTimeout(nudge, LOADING_PATIENCE, news),
    );
  };
  let nudgedAt = Number.NEGATIVE_INFINITY;
  /** Without a network there is nothing to try, though a browser that says so may be wrong: now and then is enough. */
  const nudgeForSave = () => {
    const now = performance.now();
    if (!navigator.onLine && now - nudgedAt < OFFLINE_PATIENCE) return;
    nudgedAt = now;
    nudge({ networkIsBack: false });
  };
  live.refresh().catch(() => view.fail());
  nudge({ networkIsBack: true });

  const { enqueue, quiet } = enqueuer({
    push: (request, stamp) => pushRow(outbox.rows, names.queue, request, stamp),
    now: outbox.environment.now,
    account,
    budget: new BudgetGuard({ ...DEFAULT_BUDGET, ...budget }, () => live.book()?.usage ?? { tasks: 0, bytes: 0 }),
    afterStoring: gathering(async (stored: readonly StoredTask[]) => {
      await Promise.allSettled([desk().then(({ list }) => list(stored)), arm()]);
      for (const { giveRoomBack } of stored) giveRoomBack();
      nudgeForSave();
    }),
    settlementOf: (id) => settlements.ofNew(id),
  });
  const armOnce = gathering(arm);
  const thenNudge = async (networkIsBack: boolean) => {
    await arm();
    nudge({ networkIsBack });
  };

  return {
    enqueue: (task, context, options) => {
      void armOnce(); // Also before it is stored: a tab that closes right after that may have no time to.
      return enqueue(task, context, options);
    },
    follow: async (id) => {
      await (await desk()).takeIn(); // It may be stored and not yet listed.
      await live.refresh();
      return await settlements.of(id);
    },
    tasks: () => view.current.tasks,
    snapshot: () => view.current,
    subscribe: (listener) => view.subscribe(listener),
    get deliversWhenClosed() {
      return view.current.deliversWhenClosed;
    },
    retry: async (id) => {
      await (await desk()).retry(id);
      await thenNudge(true);
    },
    discard: async (id) => (await desk()).discard(id),
    cancel: async (id) => (await desk()).cancel(id),
    export: async (id) => (await desk()).export(id),
    purge: async (matches) => (await desk()).purge(matches),
    pause: async () => (await desk()).pause(),
    resume: async () => {
      await (await desk()).resume();
      await thenNudge(true);
    },
    signOut: async () => (await desk()).signOut(account),
    signIn: async () => {
      await (await desk()).signIn(account);
      await thenNudge(false);
    },
    replayNow: () => nudge({ networkIsBack: true }),
    applyUpdate: async () => {
      await link.activateUpdate();
      await quiet(); // After the worker's change, which takes its time: a save that began meanwhile is waited for.
      location.reload();
    },
    close: () => {
      lifetime.abort();
      announcements.close();
    },
    destroy: async () => {
      await quiet();
      lifetime.abort();
      await (await desk()).destroyOutbox(outbox, link);
      announcements.announce(LEDGER_IS_GONE);
      announcements.close();
    },
  };
}
