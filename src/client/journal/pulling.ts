import type { Journal } from '../../journal/index.ts';
import { gathering } from '../enqueue/gathering.ts';
import type { Asked } from './ask-worker.ts';

interface Pulling {
  readonly journal: Pick<Journal, 'pull'>;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly origin: string;
  /** Has the worker pull. */
  readonly ask: () => Promise<Asked>;
  readonly onPulled: () => void;
}

/** Milliseconds. What a pull has read by then is kept, and the next one goes on from there. */
const PULL_TIME = 60_000;

/**
 * Gives what reads what others have changed: by the worker, or here where none does. One pull at a time, and one more for
 * all who ask meanwhile. @throws JournalError, or whatever `fetch` threw
 */
export function puller({ journal, fetch, origin, ask, onPulled }: Pulling, lifetime: AbortSignal): () => Promise<void> {
  let isDeaf = false;
  const pullHere = () => {
    const signal = AbortSignal.any([lifetime, AbortSignal.timeout(PULL_TIME)]);
    return journal.pull({ fetch, origin, signal });
  };
  return gathering(async () => {
    lifetime.throwIfAborted();
    const asked = isDeaf ? 'unheard' : await ask();
    isDeaf = asked === 'unheard'; // It is not waited for again: it would be each time.
    if (asked !== 'pulled') await pullHere(); // What has failed there says here why, unless it goes well.
    onPulled();
  });
}
