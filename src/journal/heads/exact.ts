import { ownChange, readUpTo } from '../merge/own-changes.ts';
import type { JournalState } from '../store/rows.ts';
import type { HistoryState } from './history-state.ts';
import { withPoint } from './points.ts';

/** What an answer to a delta has shown. */
export interface Answered {
  readonly from: number;
  readonly to: number;
  /** Whether all that was sent is here still, as it was sent or newer. */
  readonly isAllHere: boolean;
  /** Whether the server has something else now than it was known to have. */
  readonly hasNews: boolean;
}

/** After an answer: the account's changes after `from`, up to `to`, are this device's own. */
export function answered(state: JournalState, { from, to, isAllHere, hasNews }: Answered): JournalState {
  const isExact = state.history.isExact && isAllHere && (!hasNews || from === state.cursor);
  const upTo = hasNews || !isAllHere ? Math.max(state.history.upTo, to) : state.history.upTo;
  const moved = isAllHere ? ownChange(state, from, to) : state; // What is not here any more has to be read again.
  return recorded(withHistory(moved, { isExact, upTo }));
}

/** After a page: the server's changes up to `cursor` have been read, and there is more or not. */
export function pageRead(state: JournalState, cursor: number, more: boolean): JournalState {
  const moved = readUpTo(state, cursor);
  return withHistory(moved, { isExact: !more && moved.cursor >= state.history.upTo });
}

/** Remembers what the server has now, where that is known exactly and can be compared with what other devices say. */
export function recorded(state: JournalState): JournalState {
  const { digest, isExact, hasBroken, generation, standing, points, isRereading } = state.history;
  const isSure = isExact && state.own.length === 0 && !hasBroken && !isRereading;
  if (digest === null || !isSure || generation === null || standing.kind === 'doubted') return state;
  return withHistory(state, { points: withPoint(points, { sequence: state.cursor, digest }) });
}

/** Everything is to be read from the beginning. */
export function startedAgain(state: JournalState, history: Partial<HistoryState> = {}): JournalState {
  const { round } = state.history;
  const next = withHistory(state, { isExact: false, upTo: 0, points: new Uint8Array(), round: round + 1, ...history });
  return { ...next, cursor: 0, own: [] };
}

export function withHistory(state: JournalState, history: Partial<HistoryState>): JournalState {
  return { ...state, history: { ...state.history, ...history } };
}
