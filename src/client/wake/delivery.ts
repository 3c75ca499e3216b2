import type { OpenOutbox } from '../../outbox/index.ts';
import type { LiveSnapshot } from '../live/live-snapshot.ts';
import type { LiveTasks } from '../live/live-tasks.ts';
import { nextAttemptAt } from '../live/status.ts';
import type { WorkerLink } from '../worker/worker-link.ts';
import { NextAttempt, type Nudge, nudgeOnSigns } from './nudges.ts';
import { watchForOrphans } from './orphans.ts';
import { isEmpty, waker } from './waker.ts';

interface Parts {
  readonly outbox: OpenOutbox;
  readonly live: LiveTasks;
  readonly view: LiveSnapshot;
  readonly link: WorkerLink;
}

export interface Delivery {
  readonly nudge: Nudge;
  /** Has the browser wake the worker when no page is open any more. Never rejects. */
  readonly arm: () => Promise<void>;
}

/** Sees to it that whatever waits is sent at the next chance, until `lifetime` ends. */
export function startDelivery(parts: Parts, lifetime: AbortSignal): Delivery {
  const { outbox, live, view, link } = parts;
  const nudge = waker(outbox, live, link);
  const arm = async () => {
    const armed = await link.arm();
    if (armed !== 'not-yet') view.learn({ deliversWhenClosed: armed === 'armed' });
  };
  const armIfNeeded = async () => {
    if (!(await isEmpty(outbox.queue))) await arm();
  };
  const nudgeOnline: Nudge = (news) => {
    if (navigator.onLine) nudge(news); // Without a network there is nothing to try; "online" is a sign of its own.
  };
  const timer = new NextAttempt(nudgeOnline, outbox.environment.now);
  const stopTimer = view.subscribe(() => timer.set(nextAttemptAt(view.current.tasks, outbox.environment.now())));
  const stopWatching = watchForOrphans(live, outbox, () => nudgeOnline({ networkIsBack: false }));
  nudgeOnSigns((news) => {
    live.refresh().catch(() => undefined); // What cannot be read now is read at the next sign.
    armIfNeeded().catch(() => undefined);
    nudge(news);
  }, lifetime);
  lifetime.addEventListener('abort', () => {
    stopTimer();
    stopWatching();
    timer.set(undefined);
  });
  begin(parts, nudge, armIfNeeded).catch(() => undefined); // Without storage there is nothing to deliver; saves say so.
  return { nudge, arm };
}

/** What is waiting goes now, by whoever is awake; then the tag is renewed, which the browser may have given up. */
async function begin({ live, view, link }: Parts, nudge: Nudge, armIfNeeded: () => Promise<void>): Promise<void> {
  await live.refresh();
  nudge({ networkIsBack: true });
  view.learn({ deliversWhenClosed: await link.canSync });
  await armIfNeeded();
}
