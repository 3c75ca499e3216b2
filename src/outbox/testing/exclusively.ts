import type { Environment } from '../environment.ts';

/** The browser's lock, without a browser: one after the other, whatever the lock is called. */
export function oneAfterTheOther(): Environment['exclusively'] {
  let tail: Promise<unknown> = Promise.resolve();
  return (_lock, work) => {
    const running = tail.then(work, work);
    tail = running.catch(() => undefined);
    return running;
  };
}
