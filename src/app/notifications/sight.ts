const LOCK = 'backhaul-app:seen';

/** Says to the other tabs, for as long as this one is visible, that somebody looks at the app. Gives the way to stop. */
export function noteSight(): () => void {
  let lookAway = () => {};
  const look = () => {
    lookAway();
    if (document.visibilityState !== 'visible') return;
    const looking = new AbortController();
    lookAway = () => looking.abort();
    const hold = () => new Promise<void>((resolve) => looking.signal.addEventListener('abort', () => resolve()));
    navigator.locks.request(LOCK, { mode: 'shared' }, hold).catch(() => undefined); // Taken away with the page.
  };
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    document.removeEventListener('visibilitychange', look);
    lookAway();
  };
}

/** Whether somebody looks at the app in any tab. */
export async function isSeen(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === LOCK);
}
