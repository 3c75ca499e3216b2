/** What the engine needs of the world, passed in so that a test can hold the clock and the dice. */
export interface Environment {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly fetch: (request: Request) => Promise<Response>;
  /** A signal that aborts after so many milliseconds. */
  readonly deadline: (milliseconds: number) => AbortSignal;
  /** Runs `work` alone among all pages and workers of the origin; waits for its turn. */
  readonly exclusively: <Result>(lock: string, work: () => Promise<Result>) => Promise<Result>;
}

export const browserEnvironment: Environment = {
  now: () => Date.now(),
  random: () => Math.random(),
  fetch: (request) => fetch(request),
  deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
  exclusively: async (lock, work) => await navigator.locks.request(lock, work),
};
