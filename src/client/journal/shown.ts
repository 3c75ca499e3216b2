import type { JournalSyncState } from './journal-sync.ts';

/** Gives what takes in facts, and shows a new state when one of them is new. */
export function shower(
  unread: JournalSyncState,
  show: (state: JournalSyncState) => void,
): (facts: Partial<JournalSyncState>) => void {
  let state = unread;
  return (facts) => {
    const next = { ...state, ...facts };
    if (isSame(state, next)) return;
    state = next;
    show(state);
  };
}

function isSame(a: JournalSyncState, b: JournalSyncState): boolean {
  return toText(a) === toText(b);
}

function toText({ dirty, heldBack, ...rest }: JournalSyncState): string {
  return JSON.stringify([[...dirty].sort(), [...heldBack].sort(), rest]);
}
