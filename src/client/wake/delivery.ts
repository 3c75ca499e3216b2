import { storesOf } from '../../outbox/index.ts';
import type { LiveSnapshot } from '../live/live-snapshot.ts';
import { comingAttempt } from '../live/status.ts';
import { NextAttempt, type Nudge, nudgeOnSigns } from './nudges.ts';
import { watchForOrphans } from './orphans.ts';
import { type Waking, waker } from './waker.ts';

interface Parts extends Waking {
  readonly view: LiveSnapshot;
}

/** Sees to it that whatever waits is sent at the next chance, until `lifetime` ends. */
export function startDelivery(parts: Parts, lifetime: AbortSignal): Nudge {
  const { outbox, live, view, arm } = parts;
  const nudge = waker(parts);
  const { queue } = storesOf(outbox);
  const armIfNeeded = async () => {
    if ((await queue.keys()).length > 0) await arm();
  };
  const nudgeOnline: Nudge = (news) => {
    if (navigator.onLine) nudge(news); // Without a network there is nothing to try; "online" is a sign of its own.
  };
  const timer = new NextAttempt((news) => {
    nudgeOnline(news);
    setTimer(); // What is tried then may have to wait for another one, which changes nothing.
  }, outbox.environment.now);
  const setTimer = () => timer.set(comingAttempt(view.current.tasks, outbox.environment.now()));
  const stopTimer = view.subscribe(setTimer);
  const stopWatching = watchForOrphans({ ...outbox, view, live }, () => nudgeOnline({ networkIsBack: false }));
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
  begin(parts, armIfNeeded).catch(() => undefined); // Without storage there is nothing to deliver; saves say so.
  return nudge;
}

/** The browser may have given up the tags of an earlier visit. */
async function begin({ live, view, link }: Parts, armIfNeeded: () => Promise<void>): Promise<void> {
  await live.refresh();
  view.learn({ deliversWhenClosed: await link.canSync });
  await armIfNeeded();
}
