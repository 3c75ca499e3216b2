import { type Announcements, type DeliveryOptions, loaded, type OpenOutbox, storesOf } from '../../outbox/index.ts';
import type { LiveTasks } from '../live/live-tasks.ts';

import { postAndHear } from '../worker/post-and-hear.ts';
import type { WorkerLink } from '../worker/worker-link.ts';
import type { Nudge } from './nudges.ts';

export interface Waking {
  readonly outbox: OpenOutbox;
  readonly announcements: Announcements;
  readonly live: LiveTasks;
  readonly link: WorkerLink;
  /** Has the browser wake the worker when no page is open any more. Never rejects. */
  readonly arm: () => Promise<void>;
  readonly options: DeliveryOptions;
}

/** Sends the news to the worker where one answers, else runs the engine in this page. */
export function waker({ outbox, announcements, live, link, arm, options }: Waking): Nudge {
  const { queue } = storesOf(outbox);
  const here = loaded(async () => (await import('./drain-here.ts')).drainHere(outbox, announcements, options));
  const wake = async (news: Parameters<Nudge>[0]) => {
    const { tasks = 0 } = live.book()?.usage ?? {};
    if (tasks === 0 && (await queue.keys()).length === 0) return; // An empty outbox wakes nobody, and loads nothing.
    const worker = await link.active();
    if (worker) {
      const isHeard = await postAndHear(worker, { type: 'backhaul:replay', name: outbox.names.queue, ...news });
      link.heard(isHeard);
      if (isHeard) return;
      await arm(); // Whoever shows whether this browser delivers with every page closed has to know.
    }
    await (await here()).replay(news);
  };
  return (news) => {
    wake(news).catch(() => undefined); // The engine could not be loaded or the storage failed: the next nudge tries again.
  };
}
