import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { BackhaulError, TaskDefinition } from '../outbox/index.ts';
import type { Answer, QueueTask, TaskFailure } from '../protocol/index.ts';
import type { SyncStatus } from './live/status.ts';

/** The page's side of the outbox. */
export interface Client {
  /**
   * Stores one task and returns at once. Calls with the same ordering key are stored in the order they were made.
   * Never throws: `stored` rejects when the task could not be kept.
   */
  readonly enqueue: <Schema extends StandardSchemaV1>(
    task: TaskDefinition<Schema>,
    context: StandardSchemaV1.InferInput<Schema>,
  ) => Receipt;
  /** What becomes of a task, also of one that was enqueued before this page was opened. */
  readonly follow: (id: string) => Promise<Settlement>;
  /** The same object until something changed. */
  readonly snapshot: () => Snapshot;
  /** Calls `listener` after every change of the snapshot; gives the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Sends a failed task again, as it was stored. @throws BackhaulError `task-not-waiting-for-you` */
  readonly retry: (id: string) => Promise<void>;
  /** Removes a failed task and its request for good. @throws BackhaulError `task-not-waiting-for-you` */
  readonly discard: (id: string) => Promise<void>;
  /** Lets the tasks go that wait for this client's account to be signed in again. */
  readonly resume: () => Promise<void>;
  /** Asks for a pass now, whatever waits for the network. */
  readonly replayNow: () => void;
  /** Waits for every save that is being stored, lets the new worker take over, and reloads the page. */
  readonly applyUpdate: () => Promise<void>;
  /** Stops listening. What is stored stays stored and is delivered all the same. */
  readonly close: () => void;
}

/** What `enqueue()` gives back. */
export interface Receipt {
  /** The task's id, and the idempotency key of every attempt at it. */
  readonly id: string;
  /** Resolves once the request is safe on this device; rejects with a `BackhaulError` when it could not be kept. */
  readonly stored: Promise<void>;
  /** Resolves with the outcome, which may be days later. Never rejects. */
  readonly settled: Promise<Settlement>;
}

export type Settlement =
  | { readonly kind: 'delivered'; readonly answer: Answer }
  | { readonly kind: 'superseded'; readonly by: string }
  | { readonly kind: 'failed'; readonly error: TaskFailure }
  | { readonly kind: 'discarded' }
  | { readonly kind: 'not-stored'; readonly error: BackhaulError }
  /** Never on this device, or settled so long ago that it is no longer listed. */
  | { readonly kind: 'unknown' };

/** Everything that a page shows of the outbox. */
export interface Snapshot {
  /** Oldest first; empty until the ledger has been read. */
  readonly tasks: readonly QueueTask[];
  readonly status: SyncStatus;
  /** Whether this browser delivers with every page of the app closed; `undefined` until that is known. */
  readonly deliversWhenClosed: boolean | undefined;
  /** A new version of the worker is installed and waits for `applyUpdate()`. */
  readonly updateIsReady: boolean;
}
