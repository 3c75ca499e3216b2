import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { InferDataFromTag, MutationOptions, QueryClient, QueryKey } from '@tanstack/query-core';
import type { BackhaulError, Client, EnqueueOptions, Receipt, TaskDefinition } from '../client/index.ts';
import { layWaiting } from './lay-waiting.ts';
import { type LayeredCache, layeredCacheOf } from './layered-cache.ts';
import { type Laying, layingOf, type NoQuery, type QueryUpdate } from './query-update.ts';

/** What `useMutation` and `MutationObserver` take. The callbacks are left to the app. */
export interface SyncMutationOptions<Schema extends StandardSchemaV1>
  extends MutationOptions<Receipt, BackhaulError, StandardSchemaV1.InferInput<Schema>> {
  readonly mutationKey: readonly [taskType: string];
  readonly mutationFn: NonNullable<
    MutationOptions<Receipt, BackhaulError, StandardSchemaV1.InferInput<Schema>>['mutationFn']
  >;
  readonly networkMode: 'always';
  readonly retry: false;
  /**
   * Lays every task of this kind and account over its query that is not settled and was not enqueued through these options:
   * before a reload, in another tab, or sent again after it had failed. Gives the way to stop, which takes them off.
   */
  readonly layWaiting: (queryClient: QueryClient, account: string) => () => void;
}

interface Enqueuing<Schema extends StandardSchemaV1> {
  readonly client: Client;
  /** What the outbox is asked for one task besides, as which others it depends on. */
  readonly enqueueOptions?: (input: StandardSchemaV1.InferInput<Schema>) => EnqueueOptions;
}

/**
 * Options of a mutation that is done as soon as its task is safe on this device, and fails with a `BackhaulError` when it
 * could not be kept. Its data are the task's `Receipt`. The optimistic change is taken back when the task is not stored,
 * refused, cancelled or undone, whatever else has changed in the meantime.
 */
export function syncMutationOptions<
  Schema extends StandardSchemaV1,
  Key extends QueryKey,
  Data = InferDataFromTag<unknown, Key>,
>(
  task: TaskDefinition<Schema>,
  { client, enqueueOptions, ...update }: Enqueuing<Schema> & (QueryUpdate<Schema, Key, Data> | NoQuery),
): SyncMutationOptions<Schema> {
  const layingFor = layingOf(task, update);
  return {
    mutationKey: [task.type],
    mutationFn: (input, { client: queryClient }) =>
      keep(client.enqueue(task, input, enqueueOptions?.(input)), layingFor(input), layeredCacheOf(queryClient)),
    networkMode: 'always',
    retry: false,
    layWaiting: (queryClient, account) =>
      layWaiting({ client, task, account, layingFor, cache: layeredCacheOf(queryClient) }),
  };
}

/** What could not be stored is taken back before the app hears of it. */
async function keep(receipt: Receipt, laying: Promise<Laying | undefined>, cache: LayeredCache): Promise<Receipt> {
  const { id, stored, settled } = receipt;
  const takenBack = laying.then(async (lay) => {
    lay?.(cache, id);
    cache.settle(id, await settled);
  });
  try {
    await stored;
  } catch (cause) {
    await takenBack;
    throw cause;
  }
  return receipt;
}
