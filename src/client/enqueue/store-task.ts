import type { StandardSchemaV1 } from '@standard-schema/spec';
import { StorableRequest } from 'workbox-background-sync';
import { BackhaulError, type RequestQueue, type Stamp, type TaskDefinition } from '../../outbox/index.ts';
import type { InOrder } from './in-order.ts';

export interface Storage {
  readonly queue: RequestQueue;
  readonly inOrder: InOrder;
  readonly now: () => number;
  readonly account: string;
}

/**
 * Writes one task ahead of any network: validated, built into its request, put into the queue.
 * @throws BackhaulError `invalid-context`, `request-not-built`, `storage-full`, `storage-unavailable`
 */
export async function storeTask<Schema extends StandardSchemaV1>(
  storage: Storage,
  id: string,
  definition: TaskDefinition<Schema>,
  input: unknown,
): Promise<Stamp> {
  const { type: taskType } = definition;
  try {
    return await store(storage, id, definition, input);
  } catch (cause) {
    throw cause instanceof BackhaulError ? cause : new BackhaulError('request-not-built', { taskType }, cause);
  }
}

async function store<Schema extends StandardSchemaV1>(
  { queue, inOrder, now, account }: Storage,
  id: string,
  definition: TaskDefinition<Schema>,
  input: unknown,
): Promise<Stamp> {
  const { type: taskType, version } = definition;
  const verdict = definition.context['~standard'].validate(input);
  const context = contextOf(taskType, verdict instanceof Promise ? await verdict : verdict);
  const orderingKey = definition.orderingKey(context);
  const replaces = definition.replaces(context);
  const stamp = { id, taskType, version, account, context, orderingKey, replaces, createdAt: now() };
  await inOrder(orderingKey, async () => {
    const request = await StorableRequest.fromRequest(await definition.request(context));
    await queue.push(request, stamp).catch((cause) => {
      throw storageError(taskType, cause);
    });
  });
  return stamp;
}

function contextOf<Output>(taskType: string, result: StandardSchemaV1.Result<Output>): Output {
  if (result.issues === undefined) return result.value;
  throw new BackhaulError('invalid-context', { taskType, issues: result.issues.map(({ message }) => message) });
}

function storageError(taskType: string, cause: unknown): BackhaulError {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'DataCloneError') {
    return new BackhaulError('invalid-context', { taskType, issues: ['It holds what cannot be stored.'] }, cause);
  }
  return new BackhaulError(name === 'QuotaExceededError' ? 'storage-full' : 'storage-unavailable', { taskType }, cause);
}
