/** Calls `look` when the page comes online or is looked at again, until `lifetime` ends. */
export function onSigns(look: () => void, lifetime: AbortSignal): void {
  const options = { signal: lifetime };
  window.addEventListener('online', look, options);
  window.addEventListener('pageshow', look, options);
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') look();
    },
    options,
  );
}

/** Gives what pauses: so many milliseconds, or until the page comes online, is looked at again, or ends. */
export function pauseUnlessOnline(lifetime: AbortSignal): (milliseconds: number) => Promise<void> {
  return (milliseconds) =>
    new Promise((resolve) => {
      const over = new AbortController();
      const end = () => {
        clearTimeout(timer);
        over.abort();
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      const options = { signal: over.signal };
      window.addEventListener('online', end, options);
      lifetime.addEventListener('abort', end, options);
    });
}
