import type { Journal } from '../src/journal/index.ts';
import { type Authorize, authorizedFetch, DEFAULT_NAME } from '../src/outbox/index.ts';
import { isToWorker } from '../src/protocol/index.ts';
import { hear } from './hear.ts';

declare const self: ServiceWorkerGlobalScope;

export interface WorkerJournalOptions {
  /** The same name that the page gives its client. */
  readonly name?: string;
  /** Opens the journal of the account that this device has; nothing where it has none. */
  readonly open: () => Promise<Journal | undefined>;
  /** The server's origin, the worker's own unless told. */
  readonly origin?: string;
  readonly authorize?: Authorize;
}

/** Milliseconds. What a pull has read by then is kept, and the next one goes on from there. */
const PULL_TIME = 60_000;

/** Reads what others have changed, when a page asks and when the server pushes. Call it at the top level of the script. */
export function startJournal({
  name = DEFAULT_NAME,
  open,
  origin = self.location.origin,
  authorize,
}: WorkerJournalOptions): void {
  /** Says whether it was read: what fails now is read the next time. */
  const pull = async (): Promise<boolean> => {
    try {
      const journal = await open();
      const signal = AbortSignal.timeout(PULL_TIME);
      await journal?.pull({ origin, signal, fetch: authorizedFetch(authorize, journal.account) });
      return true;
    } catch {
      return false;
    }
  };
  self.addEventListener('message', (event) => {
    const message: unknown = event.data;
    if (isToWorker(message) && message.type === 'backhaul:pull' && message.name === name) {
      hear(
        event,
        pull().then((isRead) => event.ports[0]?.postMessage(isRead)),
      );
    }
  });
  self.addEventListener('push', (event) => event.waitUntil(pull()));
}
