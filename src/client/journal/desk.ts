import { UPLOAD_CHUNKS, UPLOAD_PART } from '../../journal/delivery/index.ts';
import { authorizedFetch, DEFAULT_NAME } from '../../outbox/index.ts';
import type { QueueTask } from '../../protocol/index.ts';
import { askWorker } from './ask-worker.ts';
import { groupsOf } from './groups.ts';
import { JournalDelivery } from './journal-delivery.ts';
import type { JournalSync, JournalSyncState, Saved } from './journal-sync.ts';
import { keyChanges } from './key-changes.ts';
import { followLive } from './live.ts';
import { puller } from './pulling.ts';
import { shower } from './shown.ts';
import { onSigns, pauseUnlessOnline } from './signs.ts';
import { switches } from './switches.ts';
import type { JournalSyncOptions } from './sync-options.ts';
import { untilNone } from './until-none.ts';

/** What these bring changes nothing, before a delta commits it. */
const UPLOADS: ReadonlySet<string> = new Set([UPLOAD_PART, UPLOAD_CHUNKS]);

/** What a page does for a journal besides keeping what was saved. A chunk of its own: only who has a journal loads it. */
export interface JournalDesk extends Omit<JournalSync, 'save' | 'state' | 'subscribe' | 'close'> {
  /** Puts into the outbox what was saved in these collections. Never rejects. */
  readonly enqueue: (changed: readonly string[]) => Promise<Saved>;
}

export async function openJournalDesk(
  options: JournalSyncOptions,
  unread: JournalSyncState,
  show: (state: JournalSyncState) => void,
  lifetime: AbortSignal,
): Promise<JournalDesk> {
  await options.journal.history().catch(() => undefined); // What it loads later is loaded before it is looked at how long things take.
  lifetime.throwIfAborted();
  const {
    client,
    journal,
    tasks,
    name = DEFAULT_NAME,
    origin = location.origin,
    authorize,
    live = true,
    onSpaceNews = () => {},
  } = options;
  const types = new Set([...UPLOADS, ...tasks.map(({ type }) => type)]);
  const isOurs = ({ account, taskType }: QueueTask) => account === journal.account && types.has(taskType);
  const showFacts = shower(unread, show);
  const now = () => Date.now();
  const parts = { client, journal, groupOf: groupsOf(tasks), isOurs, origin, now, show: showFacts };
  const delivery = new JournalDelivery(parts, lifetime);
  const fetch = authorizedFetch(authorize, journal.account);
  const onPulled = () => showFacts({ pulledAt: now() });
  const pull = puller({ journal, fetch, origin, ask: () => askWorker(name), onPulled }, lifetime);
  const isSent = (task: QueueTask) => task.status === 'processing' && isOurs(task) && !UPLOADS.has(task.taskType);
  const quiet = () => {
    const sent = new Set(
      client
        .snapshot()
        .tasks.filter(isSent)
        .map(({ id }) => id),
    );
    return untilNone(client, (task) => sent.has(task.id) && isSent(task), lifetime);
  };

  const waitsForNetwork = (task: QueueTask) => task.status === 'pending' && task.wait.for === 'network';
  const onConnected = () => {
    if (client.snapshot().tasks.some(waitsForNetwork)) client.replayNow(); // The browser may not have noticed yet.
  };

  const keys = keyChanges({ journal, origin, read: fetch, delivery, pull, show: showFacts }, lifetime);
  const pullIfToBeReadAgain = async () => {
    if ((await journal.history()).isRereading) await pull();
  };
  const catchUp = () => {
    pull().catch(() => undefined); // It is tried again at the next sign.
    keys.resume().catch(() => undefined);
    delivery.look().catch(() => undefined);
  };
  const acceptHistory = async () => {
    await journal.trustServer();
    catchUp();
  };
  const stops = [
    client.subscribe(() => delivery.observe()),
    journal.watch((change) => {
      if (change.cause === 'caught-up') {
        onPulled();
        keys.reseal().catch(() => undefined);
      }
      if (change.cause === 'keys') keys.resume().catch(() => undefined);
      delivery.hear(change);
      if (change.cause === 'settings') pullIfToBeReadAgain().catch(() => undefined); // It is tried again at the next sign.
    }),
  ];
  lifetime.addEventListener('abort', () => {
    for (const stop of stops) stop();
  });
  onSigns(catchUp, lifetime);
  delivery.observe();
  catchUp();
  if (live) {
    const follow = () =>
      followLive(
        {
          journal,
          origin,
          fetch,
          pull,
          quiet,
          random: Math.random,
          pause: pauseUnlessOnline(lifetime),
          onConnected,
          onSpaceNews,
        },
        lifetime,
      );
    navigator.locks.request(`backhaul-live:${journal.account}`, { signal: lifetime }, follow).catch(() => undefined);
  }
  const { rotate, takeNewKeys } = keys;
  return {
    enqueue: (changed) => delivery.enqueue(changed),
    acceptHistory,
    pull,
    fetch,
    rotate,
    takeNewKeys,
    ...switches(parts, delivery, lifetime),
  };
}
