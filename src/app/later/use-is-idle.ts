import { useEffect, useState } from 'react';

const AT_MOST = 2_000;
/** Where the browser does not say when it is idle. */
const SOON = 300;

/** Whether the browser had a moment to spare since this was first shown: time to load what the next click needs. */
export function useIsIdle(): boolean {
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => {
    const become = () => setIsIdle(true);
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(become, SOON);
      return () => clearTimeout(timer);
    }
    const request = requestIdleCallback(become, { timeout: AT_MOST });
    return () => cancelIdleCallback(request);
  }, []);
  return isIdle;
}
