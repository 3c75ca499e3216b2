import type { OpenOutbox, Replayer, RequestQueue } from '../../outbox/index.ts';
import type { QueueTask } from '../../protocol/index.ts';
import type { LiveTasks } from '../live/live-tasks.ts';
import type { WorkerLink } from '../worker/worker-link.ts';
import type { Nudge } from './nudges.ts';

/** Sends the news to the worker where one is active, else runs the engine in this page. */
export function waker(outbox: OpenOutbox, live: LiveTasks, link: WorkerLink): Nudge {
  let here: Promise<Replayer> | undefined;
  const loadHere = async () => (await import('./drain-here.ts')).drainHere(outbox);
  const wake = async (news: Parameters<Nudge>[0]) => {
    if ((await isEmpty(outbox.queue)) && !live.current()?.some(isOpen)) return;
    await link.looked;
    if (link.post({ type: 'backhaul:replay', ...news })) return;
    here ??= loadHere();
    await (await here).replay(news);
  };
  return (news) => {
    wake(news).catch(() => {
      here = undefined; // The engine could not be loaded or the storage failed: the next nudge tries again.
    });
  };
}

/** A task that is listed as open without a request has to be mended. */
function isOpen({ status }: QueueTask): boolean {
  return status === 'pending' || status === 'processing';
}

/** An empty queue wakes nobody, and loads nothing. */
export async function isEmpty(queue: RequestQueue): Promise<boolean> {
  return (await queue.keys()).length === 0;
}
