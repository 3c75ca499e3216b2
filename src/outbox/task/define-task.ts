import type { StandardSchemaV1 } from '@standard-schema/spec';

/** One kind of operation: how a context becomes the request that delivers it. */
export interface TaskDefinition<Schema extends StandardSchemaV1 = StandardSchemaV1> {
  /** Names the kind, as `update-profile`. */
  readonly type: string;
  /** Grows when the context's or the request's shape changes. */
  readonly version: number;
  /** Any Standard Schema validator. Its output is what `request`, `orderingKey` and `replaces` get, and what is stored. */
  readonly context: Schema;
  /**
   * The request, built once, when the task is enqueued: what it carries is the edit as it was then.
   * The outbox adds the `Idempotency-Key` when it sends.
   */
  readonly request: (context: StandardSchemaV1.InferOutput<Schema>) => Request | Promise<Request>;
  /** Tasks with the same key are delivered in order. `null` asks for no order. */
  readonly orderingKey: (context: StandardSchemaV1.InferOutput<Schema>) => string | null;
  /** A newer task supersedes one with the same key that waits or has failed, never one on its way. `null` replaces nothing. */
  readonly replaces: (context: StandardSchemaV1.InferOutput<Schema>) => string | null;
}

/** A definition as an app writes it: whatever is left out asks for nothing. */
export type TaskOptions<Schema extends StandardSchemaV1> = Pick<
  TaskDefinition<Schema>,
  'type' | 'version' | 'context' | 'request'
> &
  Partial<Pick<TaskDefinition<Schema>, 'orderingKey' | 'replaces'>>;

/** Declares a kind of task. By default a task has no order (`orderingKey: null`) and replaces none. */
export function defineTask<Schema extends StandardSchemaV1>(options: TaskOptions<Schema>): TaskDefinition<Schema> {
  return { orderingKey: () => null, replaces: () => null, ...options };
}
