const BASE = 1_000;
/** Milliseconds. */
export const BACKOFF_CAP = 5 * 60_000;

/**
 * Milliseconds to wait before the next attempt, with full jitter: uniform in [0, min(cap, base * 2^retries)).
 * After "Exponential Backoff And Jitter", AWS Architecture Blog (2015).
 */
export function backoff(retries: number, random: () => number): number {
  return Math.floor(random() * Math.min(BACKOFF_CAP, BASE * 2 ** retries));
}
