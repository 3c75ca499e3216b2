/** What this browser remembers about the account besides the account: where nothing can be remembered, none is set. */
export type DeviceNote =
  /** The account was joined, and not all of it has been read. */
  | 'account-unread'
  /** The server has not been asked yet to make the spaces of the sample. */
  | 'spaces-unmade';

const keyOf = (note: DeviceNote) => `backhaul-${note}`;

export function isNoted(note: DeviceNote): boolean {
  try {
    return localStorage.getItem(keyOf(note)) !== null;
  } catch {
    return false;
  }
}

export function note(what: DeviceNote): void {
  try {
    localStorage.setItem(keyOf(what), 'yes');
  } catch {
    // Then a cut-off is not noticed, and shows as an account with fewer spaces.
  }
}

export function unnote(what: DeviceNote): void {
  try {
    localStorage.removeItem(keyOf(what));
  } catch {
    // It could not have been set either.
  }
}
