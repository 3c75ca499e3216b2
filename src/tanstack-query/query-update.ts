import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { QueryKey } from '@tanstack/query-core';
import type { Answer, TaskDefinition } from '../client/index.ts';
import type { LayeredCache } from './layered-cache.ts';
import type { TaskLayer } from './task-layer.ts';

/** How a task shows in one query while it is on its way, and afterwards. */
export interface QueryUpdate<Schema extends StandardSchemaV1, Key extends QueryKey, Data> {
  /** The query that the task changes. */
  readonly queryKey: (context: StandardSchemaV1.InferOutput<Schema>) => Key;
  /**
   * The data with the task. It is called again whenever other data come from the server, which may contain the task
   * already: it must be pure, and a second time must change nothing. `id` is the task's, so what it adds can be found again.
   */
  readonly optimistic?: (data: Data, context: StandardSchemaV1.InferOutput<Schema>, id: string) => Data;
  /**
   * The data once the task is delivered, from data without it. Without it they stay as `optimistic` made them and the query is
   * fetched again.
   */
  readonly reconcile?: (data: Data, answer: Answer, context: StandardSchemaV1.InferOutput<Schema>, id: string) => Data;
}

/** For a task that shows in no query. */
export type NoQuery = { readonly [Name in keyof QueryUpdate<StandardSchemaV1, QueryKey, unknown>]?: never };

/** Lays one task over its query. */
export type Laying = (cache: LayeredCache, id: string) => void;

/** How to lay a task of such a context; nothing for a context that the schema refuses. Never rejects. */
export type LayingFor = (context: unknown) => Promise<Laying | undefined>;

export function layingOf<Schema extends StandardSchemaV1, Key extends QueryKey, Data>(
  { context: schema }: TaskDefinition<Schema>,
  { queryKey: keyOf, optimistic, reconcile }: QueryUpdate<Schema, Key, Data> | NoQuery,
): LayingFor {
  if (keyOf === undefined) return async () => undefined;
  const layerOf = (context: StandardSchemaV1.InferOutput<Schema>, id: string): TaskLayer<Data> => ({
    id,
    lay: (data) => guarded(data, () => (optimistic === undefined ? data : optimistic(data, context, id))),
    ...(reconcile && { reconcile: (data, answer) => guarded(data, () => reconcile(data, answer, context, id)) }),
  });
  const contextOf = async (value: unknown) => {
    const result = await schema['~standard'].validate(value);
    return result.issues === undefined ? { context: result.value } : undefined;
  };
  return async (value) => {
    const parsed = await contextOf(value).catch(() => undefined);
    if (parsed === undefined) return undefined;
    const { context } = parsed;
    return (cache, id) => guarded(undefined, () => cache.lay(keyOf(context), layerOf(context, id)));
  };
}

/** A mistake in the app's own functions is reported, and costs the person no save. */
function guarded<Result>(otherwise: Result, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    globalThis.reportError?.(cause);
    return otherwise;
  }
}
