import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { BackhaulError, ExportedTask, TaskDefinition } from '../outbox/index.ts';
import type { Outcome, QueueTask, TaskFailure } from '../protocol/index.ts';
import type { SyncStatus } from './live/status.ts';
import type { Summary } from './live/summary.ts';

/** The page's side of the outbox. */
export interface Client {
  /**
   * Stores one task and returns at once. Calls with the same ordering key are stored in the order they were made.
   * Never throws: `stored` rejects when the task could not be kept.
   */
  readonly enqueue: <Schema extends StandardSchemaV1>(
    task: TaskDefinition<Schema>,
    context: StandardSchemaV1.InferInput<Schema>,
    options?: EnqueueOptions,
  ) => Receipt;
  /** What becomes of a task, also of one that was enqueued before this page was opened. */
  readonly follow: (id: string) => Promise<Settlement>;
  /** The tasks of the snapshot. */
  readonly tasks: () => readonly QueueTask[];
  /** The same object until something changed. */
  readonly snapshot: () => Snapshot;
  /** Calls `listener` after every change of the snapshot; gives the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Whether this browser delivers with every page of the app closed; `undefined` until that is known. */
  readonly deliversWhenClosed: boolean | undefined;

  /** Sends a failed task again, as it was stored, and those that failed with it. @throws BackhaulError `task-not-waiting-for-you` */
  readonly retry: (id: string) => Promise<void>;
  /** Removes a failed task and its request for good. @throws BackhaulError `task-not-waiting-for-you` */
  readonly discard: (id: string) => Promise<void>;
  /** Ends a waiting task before it is sent. @throws BackhaulError `task-already-sent`, `task-not-waiting-for-you` */
  readonly cancel: (id: string) => Promise<void>;
  /** Everything that this device has of a task, its request included. @throws BackhaulError `task-unknown` */
  readonly export: (id: string) => Promise<ExportedTask>;
  /** Cancels every waiting or failed task that matches; gives how many there were. */
  readonly purge: (matches: (task: QueueTask) => boolean) => Promise<number>;

  /** Sends nothing any more, in any tab or worker, until `resume()`. Tasks can still be enqueued. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  /** Keeps this client's account's tasks until `signIn()`; a 401 does the same. */
  readonly signOut: () => Promise<void>;
  readonly signIn: () => Promise<void>;

  /** Asks for a pass now, whatever waits for the network. */
  readonly replayNow: () => void;
  /** Waits for every save that is being stored, lets the new worker take over, and reloads the page. */
  readonly applyUpdate: () => Promise<void>;
  /** Stops listening. What is stored stays stored and is delivered all the same. */
  readonly close: () => void;
  /** Ends this client and removes the queue, the ledger, the sync tags and the worker's registration, with all they hold. */
  readonly destroy: () => Promise<void>;
}

export interface EnqueueOptions {
  /** Ids of tasks that must be delivered before this one is sent. It fails when one of them does. */
  readonly dependsOn?: readonly string[];
  /** The failed task that this one was made from, by editing it: that one is settled as superseded. */
  readonly insteadOf?: string;
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
  | Outcome
  | { readonly kind: 'failed'; readonly error: TaskFailure }
  | { readonly kind: 'not-stored'; readonly error: BackhaulError }
  /** Never on this device, or settled so long ago that it is no longer listed. */
  | { readonly kind: 'unknown' };

/** Everything that a page shows of the outbox. */
export interface Snapshot {
  /** Oldest first; empty until the ledger has been read. */
  readonly tasks: readonly QueueTask[];
  readonly status: SyncStatus;
  readonly summary: Summary;
  readonly isPaused: boolean;
  /** Whether this browser delivers with every page of the app closed; `undefined` until that is known. */
  readonly deliversWhenClosed: boolean | undefined;
  /** Whether the browser has promised not to clear this origin's storage by itself; `undefined` until that is known. */
  readonly isPersisted: boolean | undefined;
  /** A new version of the worker is installed and waits for `applyUpdate()`. */
  readonly updateIsReady: boolean;
}
