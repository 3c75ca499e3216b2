import type { Environment } from '../environment.ts';

/** The browser's locks, without a browser: one after the other by each name. */
export function oneAfterTheOther(): Environment['exclusively'] {
  const tails = new Map<string, Promise<unknown>>();
  return (lock, work) => {
    const running = (tails.get(lock) ?? Promise.resolve()).then(work, work);
    tails.set(
      lock,
      running.catch(() => undefined),
    );
    return running;
  };
}
