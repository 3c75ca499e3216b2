import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Client, QueueTask, Settlement, TaskDefinition } from '../client/index.ts';
import type { LayeredCache } from './layered-cache.ts';
import type { LayingFor } from './query-update.ts';

interface Waiting<Schema extends StandardSchemaV1> {
  readonly client: Client;
  readonly task: TaskDefinition<Schema>;
  readonly account: string;
  readonly layingFor: LayingFor;
  readonly cache: LayeredCache;
}

/** Keeps what waits on this device laid over the cache, as the client lists it; gives the way to stop. */
export function layWaiting<Schema extends StandardSchemaV1>(waiting: Waiting<Schema>): () => void {
  const { client, task, account, layingFor, cache } = waiting;
  const laid = new Set<string>();
  let isStopped = false;
  const isOurs = ({ taskType, version, account: owner }: QueueTask) =>
    taskType === task.type && version === task.version && owner === account;
  const settle = (id: string, settlement: Settlement) => {
    laid.delete(id);
    cache.settle(id, settlement);
  };

  const look = async () => {
    const fresh = client.tasks().filter((task) => isOurs(task) && isWaiting(task) && !cache.has(task.id));
    const layings = new Map(
      await Promise.all(fresh.map(async ({ id, context }) => [id, await layingFor(context)] as const)),
    );
    if (isStopped) return;
    const listed = new Map(client.tasks().map((task) => [task.id, task]));
    for (const [id, lay] of layings) {
      const task = listed.get(id);
      if (lay === undefined || task === undefined || !isWaiting(task) || cache.has(id)) continue;
      lay(cache, id);
      laid.add(id);
    }
    for (const id of laid) {
      const settlement = settlementOf(listed.get(id));
      if (settlement !== undefined) settle(id, settlement);
    }
  };
  const unsubscribe = client.subscribe(() => void look());
  void look();
  return () => {
    isStopped = true;
    unsubscribe();
    for (const id of laid) settle(id, { kind: 'unknown' });
  };
}

function isWaiting({ status }: QueueTask): boolean {
  return status === 'pending' || status === 'processing';
}

/** `undefined` for one that is not settled. */
function settlementOf(task: QueueTask | undefined): Settlement | undefined {
  if (task === undefined) return { kind: 'unknown' };
  if (task.status === 'failed') return { kind: 'failed', error: task.error };
  return task.status === 'completed' ? task.outcome : undefined;
}
