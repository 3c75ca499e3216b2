const LOCK = 'backhaul-app:sample';

/**
 * Runs `work` while no other tab makes a sample. A tab that ends gives the lock back: whoever gets it and finds a sample
 * unfinished knows that nobody is at it any more.
 */
export async function oneSampleAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  return await navigator.locks.request(LOCK, work);
}
