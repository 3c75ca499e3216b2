import { ownChange, readUpTo } from '../merge/own-changes.ts';
import type { JournalState } from '../store/rows.ts';
import type { DoubtReason, HistoryState } from './history-state.ts';
import { withPoint } from './points.ts';

/** What an answer to a delta has shown. */
export interface Answered {
  readonly from: number;
  readonly to: number;
  /** Whether all that was sent is here still, as it was sent or newer. */
  readonly isAllHere: boolean;
  /** Whether the server has something else now than it was known to have. */
  readonly hasNews: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** After an answer: the account's changes after `from`, up to `to`, are this device's own. */
export function answered(state: JournalState, { from, to, isAllHere, hasNews, at }: Answered): JournalState {
  if (hasNews && from < state.cursor && hasReadAll(state)) return startedAgain(doubted(state, 'set-back', at));
  const upTo = hasNews || !isAllHere ? Math.max(state.history.upTo, to) : state.history.upTo;
  const moved = isAllHere ? ownChange(state, from, to) : state; // What is not here any more has to be read again.
  return recorded(withHistory(moved, { upTo }));
}

/** Whether there can be no news at or before the cursor. */
function hasReadAll({ history: { isComplete, isRereading, generation } }: JournalState): boolean {
  return isComplete && !isRereading && generation !== null;
}

/** From now on the server's history is not believed, until the person says so. `at` is in milliseconds since 1970. */
export function doubted(state: JournalState, reason: DoubtReason, at: number): JournalState {
  if (state.history.standing.kind === 'doubted') return state;
  return withHistory(state, { standing: { kind: 'doubted', reason, at } });
}

/** After a page: the server's changes up to `cursor` have been read, and there is more or not. */
export function pageRead(state: JournalState, cursor: number, more: boolean): JournalState {
  const moved = readUpTo(state, cursor);
  return withHistory(moved, { isComplete: !more });
}

/**
 * The digest of what the server had at the cursor, no more and no less, where that is known and can be compared with what other
 * devices say.
 */
export function exactDigest({ cursor, history }: JournalState): Uint8Array<ArrayBuffer> | undefined {
  const { digest, isComplete, upTo, isRereading } = history;
  const isExact = isComplete && cursor >= upTo && !isRereading;
  return isExact ? (digest ?? undefined) : undefined;
}

/** Remembers what the server has now. */
export function recorded(state: JournalState): JournalState {
  const { generation, standing, points } = state.history;
  const digest = exactDigest(state);
  if (digest === undefined || generation === null || standing.kind === 'doubted') return state;
  return withHistory(state, { points: withPoint(points, { sequence: state.cursor, digest }) });
}

/** Everything is to be read from the beginning. */
export function startedAgain(state: JournalState, history: Partial<HistoryState> = {}): JournalState {
  const { round } = state.history;
  const next = withHistory(state, {
    isComplete: false,
    upTo: 0,
    points: new Uint8Array(),
    round: round + 1,
    ...history,
  });
  return { ...next, cursor: 0, own: [] };
}

export function withHistory(state: JournalState, history: Partial<HistoryState>): JournalState {
  return { ...state, history: { ...state.history, ...history } };
}
