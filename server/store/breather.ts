import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds for which one piece of work may keep everybody else waiting. */
const LONGEST_STRETCH = 10;

/**
 * For long work that waits for nothing that would let others get on: what is given is to be awaited between its steps, and
 * has the event loop turn whenever a stretch has lasted too long. `now` is in milliseconds.
 */
export function breather(now: () => number = () => performance.now()): () => Promise<void> {
  let since = now();
  return async () => {
    if (now() - since < LONGEST_STRETCH) return;
    await nextTurn();
    since = now();
  };
}
