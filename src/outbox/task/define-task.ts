import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { TaskRules } from './rules.ts';

/** One kind of operation: how a context becomes the request that delivers it, and what it asks of the queue. */
export interface TaskDefinition<Schema extends StandardSchemaV1 = StandardSchemaV1> extends TaskRules {
  /** Any Standard Schema validator. Its output is what the functions below get, and what is stored. */
  readonly context: Schema;
  /**
   * The request, built once, when the task is enqueued: what it carries is the edit as it was then.
   * The outbox adds the `Idempotency-Key` when it sends.
   */
  readonly request: (context: StandardSchemaV1.InferOutput<Schema>) => Request | Promise<Request>;
  /** Tasks with the same key are delivered in order. `null` asks for no order. */
  readonly orderingKey: KeyOf<Schema>;
  /** A newer task supersedes one with the same key that waits or has failed, never one on its way. `null` replaces nothing. */
  readonly replaces: KeyOf<Schema>;
  /** Names what the task brings into being, as `message:42`, for a task that undoes it before it was ever sent. */
  readonly creates: KeyOf<Schema>;
  /** Cancels waiting tasks that create this and were never sent, and itself with them: neither reaches the server. */
  readonly annihilates: KeyOf<Schema>;
  /** Whether the rest of its lane waits for the person when a task of this kind has failed. */
  readonly failureBlocksLane: boolean;
}

type KeyOf<Schema extends StandardSchemaV1> = (context: StandardSchemaV1.InferOutput<Schema>) => string | null;

/** A definition as an app writes it: whatever is left out asks for nothing. */
export type TaskOptions<Schema extends StandardSchemaV1> = Pick<TaskDefinition<Schema>, 'context' | 'request'> &
  TaskRules &
  Partial<TaskDefinition<Schema>>;

const nothing = () => null;

/** Declares a kind of task. By default a task has no order, replaces none, undoes none, and blocks nobody. */
export function defineTask<Schema extends StandardSchemaV1>(options: TaskOptions<Schema>): TaskDefinition<Schema> {
  return {
    orderingKey: nothing,
    replaces: nothing,
    creates: nothing,
    annihilates: nothing,
    failureBlocksLane: false,
    ...options,
  };
}
