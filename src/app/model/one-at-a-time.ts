/** Runs `work` at once, or once more after the run that is under way: the last run begins after the last call. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = (): Promise<void> => {
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  const runNext = (): Promise<void> => {
    next = undefined;
    return run();
  };
  return () => {
    if (next === undefined && running === undefined) return run();
    next ??= (running ?? Promise.resolve()).then(runNext, runNext);
    return next;
  };
}
