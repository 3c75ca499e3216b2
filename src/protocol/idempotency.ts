/** Names the effect, not the attempt: every attempt at one task carries the same key. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';
