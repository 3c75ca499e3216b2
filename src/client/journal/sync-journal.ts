import { guarded, loaded } from '../../outbox/index.ts';
import type { JournalSync, JournalSyncState } from './journal-sync.ts';
import type { JournalSyncOptions } from './sync-options.ts';

/** What is shown before anything was read. */
const UNREAD: JournalSyncState = {
  isOn: true,
  dirty: new Set(),
  heldBack: new Map(),
  losers: 0,
  broken: 0,
  pulledAt: undefined,
  keys: 'present',
  standing: { kind: 'trusted' },
};

/** Ties a journal to an outbox, until it is closed. One in every page. */
export function syncJournal(options: JournalSyncOptions): JournalSync {
  const listeners = new Set<() => void>();
  const lifetime = new AbortController();
  let state = UNREAD;
  const show = (next: JournalSyncState) => {
    state = next;
    for (const listener of listeners) guarded(listener);
  };
  const desk = loaded(async () => (await import('./desk.ts')).openJournalDesk(options, state, show, lifetime.signal));
  const prepare = () => {
    // Offline before anything was cached, it cannot be loaded: it is asked for again when it is needed, or online.
    desk().catch(() => window.addEventListener('online', prepare, { once: true, signal: lifetime.signal }));
  };
  prepare();
  return {
    save: async (changes) => {
      const changed = await options.journal.batch(changes);
      if (changed.length === 0) return { kind: 'nothing-changed' };
      const opened = await desk().catch(() => undefined);
      return opened ? await opened.enqueue(changed) : { kind: 'held-back', reason: 'unknown' };
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    discard: async (taskId) => (await desk()).discard(taskId),
    cancel: async (taskId) => (await desk()).cancel(taskId),
    turnOff: async () => (await desk()).turnOff(),
    turnOn: async () => (await desk()).turnOn(),
    removeFromServer: async () => (await desk()).removeFromServer(),
    rotate: async (prepared, rotation) => (await desk()).rotate(prepared, rotation),
    takeNewKeys: async (phraseOrLink) => (await desk()).takeNewKeys(phraseOrLink),
    acceptHistory: async () => (await desk()).acceptHistory(),
    pull: async () => (await desk()).pull(),
    fetch: async (request) => (await desk()).fetch(request),
    close: () => lifetime.abort(),
  };
}
