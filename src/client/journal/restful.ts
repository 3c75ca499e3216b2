/** What is dear is done a tenth of the time at most, and never waits longer than this (milliseconds). */
const REST = 9;
const LONGEST_REST = 5_000;

/**
 * Does work whenever it is asked for: once for all who ask while it is being done, or rests. Resolves when a run that
 * began later than the question has ended, and rejects with it.
 */
export function restful(work: () => Promise<void>): () => Promise<void> {
  let rested: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const run = async () => {
    await rested;
    next = undefined;
    const startedAt = performance.now();
    const working = work();
    rested = working
      .catch(() => undefined)
      .then(() => pause(Math.min(REST * (performance.now() - startedAt), LONGEST_REST)));
    await working;
  };
  return () => {
    next ??= run();
    return next;
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
