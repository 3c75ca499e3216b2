/** What a hook of the app gives, or the signal's reason: a hook that never answers must not hold up everybody. */
export function within<Result>(signal: AbortSignal, work: Result | Promise<Result>): Promise<Result> {
  const aborted = new Promise<never>((_, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  return Promise.race([aborted, work]);
}
