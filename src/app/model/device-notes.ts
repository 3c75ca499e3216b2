/** What this browser remembers about the account besides the account: where nothing can be remembered, none is set. */
export type DeviceNote =
  /** The sample is being made: one that was cut off is made again, from nothing. */
  | 'sample-unfinished'
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

/** Forgets all that was noted: the account is gone from this device. */
export function forgetNotes(): void {
  for (const what of notes) unnote(what);
}

const notes: readonly DeviceNote[] = ['sample-unfinished', 'account-unread', 'spaces-unmade'];

export function unnote(what: DeviceNote): void {
  try {
    localStorage.removeItem(keyOf(what));
  } catch {
    // It could not have been set either.
  }
}
