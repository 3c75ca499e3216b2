import type { Answer } from '../../protocol/index.ts';

/** What an answer can mean for its task. */
export type VerdictKind = 'delivered' | 'retry' | 'hold' | 'conflict' | 'refused';

/** A stored task that an older version of the app made. */
export interface OldTask {
  readonly version: number;
  readonly context: unknown;
  readonly request: Request;
}

/** A conflict that a server told (409, 412), with what was sent. */
export interface Conflict {
  readonly context: unknown;
  readonly request: Request;
  readonly answer: Answer;
}

/** What a server answered to a task that is delivered with it. */
export interface Accepted {
  readonly context: unknown;
  /** What was sent. */
  readonly request: Request;
  /** All of the answer's bytes. */
  readonly body: Uint8Array;
}

/** How whoever delivers treats one kind of task: known to the worker, and to pages that have none. */
export interface TaskRules {
  /** Names the kind, as `update-profile`. */
  readonly type: string;
  /** Grows when the context's or the request's shape changes. */
  readonly version: number;
  /**
   * The request of today for a task that an older version stored. Its idempotency key stays. Without it such a task is
   * quarantined: listed as failed, kept, and let go by a version that has it.
   */
  readonly migrate?: (old: OldTask) => Request | Promise<Request>;
  /** What an answer means for this kind; `undefined` leaves it to the usual table (docs/verdicts.md). */
  readonly verdict?: (answer: Answer) => VerdictKind | undefined;
  /**
   * Takes in what the server answered, before the task is settled as delivered. As long as it throws, or takes longer than
   * the attempt may, the task waits as after a lost network and is sent again with the same key: the server gives the same
   * answer. So it may be asked twice about one answer.
   */
  readonly accept?: (accepted: Accepted) => void | Promise<void>;
  /**
   * Settles a conflict: with a request that takes the other one's place, by letting the server's state stand, or by
   * asking the person, as without it.
   */
  readonly resolve?: (conflict: Conflict) => Resolution | Promise<Resolution>;
}

export type Resolution = Request | 'keep-theirs' | 'ask';
