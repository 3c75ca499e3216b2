import type { JournalState } from '../store/rows.ts';

/** The account's changes after `from`, up to `to`, are this device's own: what it has made, it need not read. */
export function ownChange(state: JournalState, from: number, to: number): JournalState {
  return to > from ? caughtUp({ ...state, own: [...state.own, [from, to]] }) : state;
}

/** The server's changes up to `cursor` have been read. */
export function readUpTo(state: JournalState, cursor: number): JournalState {
  return caughtUp({ ...state, cursor });
}

/** Moves the cursor over own changes that follow it, and forgets those behind it. */
function caughtUp(state: JournalState): JournalState {
  let { cursor } = state;
  const ordered = [...state.own].sort(([a], [b]) => a - b);
  for (const [from, to] of ordered) if (from <= cursor) cursor = Math.max(cursor, to);
  return { ...state, cursor, own: ordered.filter(([, to]) => to > cursor) };
}
