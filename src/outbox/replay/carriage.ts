import type { QueueTask } from '../../protocol/index.ts';
import type { LedgerRow } from '../ledger/row.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Outbox } from './outbox.ts';

/** What a carriage needs of the pass that sends it. */
export interface Carriage {
  readonly outbox: Outbox;
  /** Whether another attempt may start at this origin. */
  readonly mayGo: (origin: string) => boolean;
  /** Tells whether a request to this origin got an answer. */
  readonly listen: (origin: string, isSilent: boolean) => void;
  /** Nothing of the task's lane goes before the next survey. */
  readonly stop: (row: LedgerRow) => void;
  /**
   * Tells what has become of tasks. One that is left waiting stops its lane; an entry whose outcome is known leaves the
   * queue, with nobody waiting for it.
   */
  readonly moved: (moves: readonly Move[]) => void;
  /** Has the pass look again for what is due. */
  readonly lookAgain: () => void;
}

/** A task that was tried, as it is now; nothing when somebody else had moved it. */
export interface Move {
  readonly row: LedgerRow;
  readonly task: QueueTask | undefined;
}

/** Whether the rest of its lane has to wait behind a task that is not on its way. */
export function stopsLane({ row, task }: Move): boolean {
  return task?.status === 'pending' || (task?.status === 'failed' && row.blocksLane);
}

/** What came of a task that was to be sent: a verdict; nothing since it was not; or nothing that can be read. */
export type Fate = Verdict | 'unsent' | 'lost';

/** An attempt that is over, which is not written yet. */
export interface Ended {
  readonly row: LedgerRow;
  readonly verdict: Fate;
}

/** Whether an origin was asked and said nothing. What has become of the task does not tell: it may have been cancelled. */
export function isSilence(verdict: Fate): boolean {
  return typeof verdict !== 'string' && 'cause' in verdict && verdict.cause === 'network';
}

/** Whether an origin was asked at all. */
export function wasAsked(verdict: Fate): verdict is Exclude<Verdict, { kind: 'signed-out' }> {
  return typeof verdict !== 'string' && verdict.kind !== 'signed-out';
}
