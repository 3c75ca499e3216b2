import type { StandardSchemaV1 } from '@standard-schema/spec';
import {
  BackhaulError,
  type Listed,
  type RequestQueue,
  type Stamp,
  serialize,
  type TaskDefinition,
  within,
} from '../../outbox/index.ts';
import type { EnqueueOptions } from '../client.ts';
import type { BudgetGuard } from './budget.ts';
import type { InOrder } from './in-order.ts';

export interface Storage {
  readonly push: RequestQueue['push'];
  readonly inOrder: InOrder;
  /** Resolves when none of these is being stored any more; rejects when one of them could not be. */
  readonly whenStored: (ids: readonly string[]) => Promise<void>;
  readonly budget: BudgetGuard;
  readonly now: () => number;
  readonly account: string;
}

/** A task that is safe on this device, and still takes room beside those that are listed. */
export interface StoredTask extends Listed {
  readonly giveRoomBack: () => void;
}

/** Milliseconds. */
const HOOK_TIMEOUT = 60_000;

/** A lane of its own, which no app names. */
const VALIDATING = '\0validating';

/**
 * Writes one task ahead of any network: validated, built into its request, put into the queue.
 * @throws BackhaulError `invalid-context`, `request-not-built`, `outbox-full`, `storage-full`, `storage-unavailable`
 */
export async function storeTask<Schema extends StandardSchemaV1>(
  storage: Storage,
  id: string,
  definition: TaskDefinition<Schema>,
  input: unknown,
  options: EnqueueOptions,
): Promise<StoredTask> {
  const { type: taskType } = definition;
  try {
    return await store(storage, id, definition, input, options);
  } catch (cause) {
    throw cause instanceof BackhaulError ? cause : new BackhaulError('request-not-built', { taskType }, cause);
  }
}

async function store<Schema extends StandardSchemaV1>(
  storage: Storage,
  id: string,
  definition: TaskDefinition<Schema>,
  input: unknown,
  { dependsOn = [], insteadOf = null }: { readonly [Option in keyof EnqueueOptions]: EnqueueOptions[Option] | null },
): Promise<StoredTask> {
  const { type: taskType, version, failureBlocksLane: blocksLane } = definition;
  const createdAt = storage.now();
  // In the order of the calls, also where validating takes its time.
  const verdict = await storage.inOrder(VALIDATING, async () =>
    inTime(definition.context['~standard'].validate(input)),
  );
  const context = contextOf(taskType, verdict);
  const asked = {
    orderingKey: definition.orderingKey(context),
    replaces: definition.replaces(context),
    creates: definition.creates(context),
    annihilates: definition.annihilates(context),
    dependsOn: dependsOn ?? [],
    insteadOf,
    blocksLane,
  };
  const stamp = { id, taskType, version, account: storage.account, context, createdAt, attempts: 0, ...asked };
  return await storage.inOrder(asked.orderingKey, async () => {
    await storage.whenStored(stamp.dependsOn); // What is not stored yet looks like delivered long ago.
    return await put(storage, await inTime(definition.request(context)), stamp);
  });
}

/** The app's own functions are bounded: one that never ends must not hold up every save behind it. */
function inTime<Result>(work: Result | Promise<Result>): Promise<Result> {
  return within(AbortSignal.timeout(HOOK_TIMEOUT), work);
}

async function put(
  { push, budget }: Storage,
  request: Request,
  asked: Omit<Stamp, 'bytes' | 'origin'>,
): Promise<StoredTask> {
  const data = await serialize(request);
  const bytes = data.body?.byteLength ?? 0;
  const stamp = { ...asked, bytes, origin: new URL(data.url).origin };
  const giveRoomBack = budget.take(stamp.taskType, bytes);
  try {
    return { stamp, place: await push(data, stamp), giveRoomBack };
  } catch (cause) {
    giveRoomBack();
    throw storageError(stamp.taskType, cause);
  }
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
