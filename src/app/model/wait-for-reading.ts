import type { JournalSync } from 'backhaul';
import { unnote } from './device-notes.ts';
import type { LiveView } from './live-view.ts';

/** Shows that the joined account is being read until the first pull has ended; gives the way to stop waiting for that. */
export function waitForReading(view: LiveView, sync: JournalSync): () => void {
  const stop = () => {
    unnote('account-unread');
    view.show({ isReading: false });
  };
  const look = () => {
    if (sync.state().pulledAt === undefined) return;
    stopListening();
    view.readAll().then(stop, stop); // What the pull has brought is to be seen from the first moment.
  };
  const stopListening = sync.subscribe(look);
  view.show({ isReading: true });
  look();
  return stop;
}
