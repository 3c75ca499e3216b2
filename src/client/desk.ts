import * as outbox from '../outbox/index.ts';
import { destroyOutbox } from './destroy.ts';
import type { LiveSnapshot } from './live/live-snapshot.ts';
import { openReading } from './live/reading.ts';
import { keepStorage } from './persistence.ts';
import { startDelivery } from './wake/delivery.ts';

/**
 * What a page does besides storing tasks: it lists and moves them, says what they come to, and sees to it that they are
 * delivered. A chunk of its own, asked for as soon as the page is open: a save must not wait for it.
 */
export function openDesk(opened: outbox.OpenOutbox, view: LiveSnapshot) {
  const stores = outbox.storesOf(opened);
  view.readWith(openReading());
  const keep = keepStorage((isPersisted) => view.learn({ isPersisted }));
  return {
    list: async (stored: readonly outbox.Listed[]) => {
      keep();
      await outbox.list(stores, stored);
    },
    takeIn: async (): Promise<void> => {
      await outbox.takeIn(stores);
    },
    retry: (id: string) => outbox.retry(stores, id),
    discard: (id: string) => outbox.discard(stores, id),
    cancel: (id: string) => outbox.cancel(stores, id),
    export: (id: string) => outbox.exportTask(stores, id),
    purge: (matches: Parameters<typeof outbox.purge>[1]) => outbox.purge(stores, matches),
    pause: () => outbox.pause(stores),
    resume: () => outbox.resume(stores),
    signOut: (account: string) => outbox.signOut(stores, account),
    signIn: (account: string) => outbox.signIn(stores, account),
    destroyOutbox,
    startDelivery,
  };
}
