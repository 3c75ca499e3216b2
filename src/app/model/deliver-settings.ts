import type { Client, QueueTask, Receipt } from 'backhaul';
import type { Identity } from '../settings/identity.ts';
import type { Carried, SettingsStore } from '../settings/store.ts';
import { deltaOf, outcomeOf } from '../tasks/outcome.ts';
import { deltaTasks } from '../tasks/tasks.ts';

/** Ties the settings on this device to the outbox. */
export interface SettingsDelivery {
  /** Enqueues everything that a collection has and the server has not; nothing when there is nothing. */
  readonly enqueue: (collection: string) => Promise<Receipt | undefined>;
  /** Enqueues what an earlier visit kept but had no time to enqueue. */
  readonly enqueueLeftOver: () => Promise<void>;
  /** Takes in the outcomes that it has not seen; says whether any changed the settings. */
  readonly takeIn: () => Promise<boolean>;
}

export function settingsDelivery(store: SettingsStore, identity: Identity, client: Client): SettingsDelivery {
  const tasks = deltaTasks(store, identity);
  const seen = new Set<string>();

  const enqueue = async (collection: string) => {
    const entries = (await store.local(collection)).map(({ id, current }) => ({ id, clock: current.clock }));
    if (entries.length === 0) return undefined;
    return client.enqueue(tasks.taskFor(collection), { account: identity.account, collection, entries });
  };

  return {
    enqueue,
    enqueueLeftOver: async () => {
      const tasks = client.snapshot().tasks.filter(isUnderWay);
      const carried = new Set(tasks.flatMap((task) => deltaOf(task)?.entries ?? []).map(versionKey));
      for (const collection of await store.localCollections()) {
        const entries = (await store.local(collection)).map(({ id, current }) => ({ id, clock: current.clock }));
        if (!entries.every((entry) => carried.has(versionKey(entry)))) await enqueue(collection);
      }
    },
    takeIn: async () => {
      const fresh = client.snapshot().tasks.filter(({ id, status }) => status === 'completed' && !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      try {
        return (await Promise.all(fresh.map((task) => settle(store, task)))).includes(true);
      } catch (cause) {
        for (const { id } of fresh) seen.delete(id); // Taking them in again is harmless, missing one is not.
        throw cause;
      }
    },
  };
}

async function settle(store: SettingsStore, task: QueueTask): Promise<boolean> {
  const delta = deltaOf(task);
  const outcome = outcomeOf(task);
  if (delta === undefined || outcome === undefined || task.status !== 'completed') return false;
  const acknowledged = delta.entries.filter(({ id }) => outcome.applied.has(id));
  await store.acknowledge(acknowledged, task.processedAt);
  await store.adopt(outcome.winners);
  return true;
}

/** A task whose request is gone brings nothing to the server any more, unlike one that waits for the person. */
function isUnderWay(task: QueueTask): boolean {
  if (task.status === 'failed') return task.error.code === 'refused' || task.error.code === 'conflict';
  return task.status !== 'completed';
}

function versionKey({ id, clock }: Carried): string {
  return `${clock} ${id}`;
}
