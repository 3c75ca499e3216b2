/** Milliseconds. */
export const LONGEST_RETRY_AFTER = 24 * 60 * 60 * 1000;

/**
 * Milliseconds to wait by a `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date measured by the server's own
 * `Date` where it is given, so that a wrong clock here does not matter. Never more than a day; `undefined` when absent or
 * unreadable.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('Retry-After')?.trim();
  if (!value) return undefined;
  const wait = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Date.parse(headers.get('Date') ?? '') || now);
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER);
}
