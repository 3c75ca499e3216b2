const KEY = 'backhaul-install-declined-at';

/** When the person last said "Not now", in milliseconds since 1970. */
export function declinedAt(): number | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? undefined : Number(kept);
  } catch {
    return undefined;
  }
}

export function rememberDeclined(now: number): void {
  try {
    localStorage.setItem(KEY, String(now));
  } catch {
    // Then it is offered again at the next visit.
  }
}
