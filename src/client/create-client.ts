import { v7 as newId } from 'uuid';
import { BackhaulError, DEFAULT_NAME, discard, list, openOutbox, resume, retry, type Stamp } from '../outbox/index.ts';
import type { Client, Receipt, Settlement } from './client.ts';
import { inOrder } from './enqueue/in-order.ts';
import { storeTask } from './enqueue/store-task.ts';
import { LiveSnapshot } from './live/live-snapshot.ts';
import { liveTasks } from './live/live-tasks.ts';
import { settlementOf } from './live/settlement.ts';
import { nextAttemptAt } from './live/status.ts';
import { NextAttempt, nudgeOnSigns } from './wake/nudges.ts';
import { waker } from './wake/waker.ts';
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
  const nudge = waker(outbox, link);
  const ordered = inOrder();
  const storing = new Set<Promise<unknown>>();

  const arm = async () => {
    if (!(await link.arm())) view.learn({ deliversWhenClosed: false });
  };
  const enlist = async (stamp: Stamp) => {
    await Promise.allSettled([list(stores, stamp), arm()]);
    nudge({ networkIsBack: false });
  };
  const whenStored = async (stored: Promise<Stamp>, id: string): Promise<Settlement> => {
    try {
      await enlist(await stored);
      return await settlementOf(id, live);
    } catch (error) {
      if (error instanceof BackhaulError) return { kind: 'not-stored', error };
      throw error;
    }
  };
  const begin = async () => {
    await live.refresh();
    nudge({ networkIsBack: true });
    await link.active;
    view.learn({ deliversWhenClosed: await link.canSync });
    if (view.hasWork) await arm();
    nudge({ networkIsBack: true });
  };

  followNextAttempt(view, nudge, stores.now, lifetime.signal);
  nudgeOnSigns((news) => {
    void live.refresh();
    nudge(news);
  }, lifetime.signal);
  void begin();

  return {
    enqueue: (task, context): Receipt => {
      const id = newId();
      const storage = { ...stores, inOrder: ordered, account };
      const stamped = storeTask(storage, id, task, context);
      const stored = stamped.then(() => undefined).finally(() => storing.delete(stored));
      storing.add(stored);
      stored.catch(() => undefined); // Who looks at neither promise is told by the snapshot alone.
      return { id, stored, settled: whenStored(stamped, id) };
    },
    follow: async (id) => {
      await live.refresh();
      return await settlementOf(id, live);
    },
    snapshot: () => view.current,
    subscribe: (listener) => view.subscribe(listener),
    retry: async (id) => {
      await retry(stores, id);
      nudge({ networkIsBack: true });
    },
    discard: (id) => discard(stores, id),
    resume: async () => {
      await resume(stores, account);
      nudge({ networkIsBack: false });
    },
    replayNow: () => nudge({ networkIsBack: true }),
    applyUpdate: async () => {
      await Promise.allSettled(storing);
      await link.activateUpdate();
      location.reload();
    },
    close: () => {
      lifetime.abort();
      outbox.announcements.close();
    },
  };
}

function followNextAttempt(
  view: LiveSnapshot,
  nudge: ConstructorParameters<typeof NextAttempt>[0],
  now: () => number,
  lifetime: AbortSignal,
): void {
  const timer = new NextAttempt(nudge, now);
  const stop = view.subscribe(() => timer.set(nextAttemptAt(view.current.tasks)));
  lifetime.addEventListener('abort', () => {
    stop();
    timer.set(undefined);
  });
}
