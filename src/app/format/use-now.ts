import { useCallback, useSyncExternalStore } from 'react';

const STEP = 250;

/** The time in quarters of a second, told again until `until` has passed. */
export function useNow(until: number | undefined): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (until === undefined || until + STEP <= Date.now()) return () => {};
      const timer = setInterval(() => {
        listener();
        if (until + STEP <= Date.now()) clearInterval(timer);
      }, STEP);
      return () => clearInterval(timer);
    },
    [until],
  );
  return useSyncExternalStore(subscribe, () => now(until));
}

/** Stands still once `until` has passed, so that nothing renders for the clock alone. */
function now(until: number | undefined): number {
  const time = Math.min(Date.now(), until === undefined ? 0 : until + STEP);
  return Math.floor(time / STEP) * STEP;
}
