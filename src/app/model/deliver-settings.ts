import { BackhaulError, type Client, type QueueTask, type Snapshot } from 'backhaul';
import type { SettingsEntry } from '../settings/entry.ts';
import type { Identity } from '../settings/identity.ts';
import type { Carried, SettingsStore } from '../settings/store.ts';
import { deltaOf, outcomeOf } from '../tasks/outcome.ts';
import { deltaTask } from '../tasks/tasks.ts';
import type { Enqueued } from './enqueued.ts';
import type { UnderWay } from './under-way.ts';

/** What the settings use of a client. */
interface SettingsOutbox {
  readonly enqueue: Client['enqueue'];
  readonly snapshot: () => Pick<Snapshot, 'tasks'>;
}

/** Ties the settings on this device to the outbox. */
export interface SettingsDelivery {
  /** Puts these entries into the outbox: all that a collection has and the server has not. Never rejects. */
  readonly enqueue: (collection: string, entries: readonly SettingsEntry[]) => Promise<Enqueued>;
  /** The same with what is kept of a collection, unless the outbox carries all of it already. Never rejects. */
  readonly enqueueLeftOver: (collection: string) => Promise<Enqueued>;
  /** Takes in the outcomes that it has not seen; gives the collections that they settled something of. */
  readonly takeIn: () => Promise<readonly string[]>;
}

export function settingsDelivery(
  store: SettingsStore,
  identity: Identity,
  outbox: SettingsOutbox,
  underWay: UnderWay,
): SettingsDelivery {
  const seen = new Set<string>();

  const enqueue = async (collection: string, entries: readonly SettingsEntry[]): Promise<Enqueued> => {
    if (entries.length === 0) return { kind: 'nothing-to-send' };
    try {
      const carried = entries.map(carriedOf);
      const context = { account: identity.account, collection, entries: carried };
      const receipt = outbox.enqueue(deltaTask(identity, collection, entries), context);
      await receipt.stored;
      underWay.stored(receipt.id, carried);
      return { kind: 'enqueued' };
    } catch (error) {
      return heldBackBy(error);
    }
  };

  return {
    enqueue,
    enqueueLeftOver: async (collection) => {
      try {
        const entries = await store.local(collection);
        return await enqueue(collection, underWay.carriesAll(entries.map(carriedOf)) ? [] : entries);
      } catch (error) {
        return heldBackBy(error);
      }
    },
    takeIn: async () => {
      const fresh = outbox.snapshot().tasks.filter(({ id, status }) => status === 'completed' && !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      try {
        return (await Promise.all(fresh.map((task) => settle(store, task)))).flat();
      } catch (cause) {
        for (const { id } of fresh) seen.delete(id); // Taking them in again is harmless, missing one is not.
        throw cause;
      }
    },
  };
}

async function settle(store: SettingsStore, task: QueueTask): Promise<readonly string[]> {
  const delta = deltaOf(task);
  const outcome = outcomeOf(task);
  if (delta === undefined || outcome === undefined || task.status !== 'completed') return [];
  const acknowledged = delta.entries.filter(({ id }) => outcome.applied.has(id));
  await store.acknowledge(acknowledged, task.processedAt);
  await store.adopt(outcome.winners);
  return [delta.collection];
}

function carriedOf({ id, current }: SettingsEntry): Carried {
  return { id, clock: current.clock };
}

function heldBackBy(error: unknown): Enqueued {
  console.error(error);
  return { kind: 'held-back', reason: error instanceof BackhaulError ? error.code : 'unknown' };
}
