/** What the journal needs of the world, passed in so that a test can hold the clock. */
export interface JournalEnvironment {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs `work` alone among all pages and workers of the origin; waits for its turn. */
  readonly exclusively: <Result>(lock: string, work: () => Promise<Result>) => Promise<Result>;
}

export const browserJournalEnvironment: JournalEnvironment = {
  now: () => Date.now(),
  exclusively: async (lock, work) => await navigator.locks.request(lock, work),
};
