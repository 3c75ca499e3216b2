const KEY = 'backhaul-last-space';

/** The space that was open last on this device. */
export function lastSpace(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

export function rememberSpace(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Then the app opens at the first one.
  }
}
