import { v7 as newId } from 'uuid';
import { BackhaulError, type Stamp } from '../../outbox/index.ts';
import type { Client, Receipt, Settlement } from '../client.ts';
import { inOrder } from './in-order.ts';
import { type Storage, storeTask } from './store-task.ts';

interface Enqueuing extends Omit<Storage, 'inOrder'> {
  /** Lists a task that is safe now, and has it delivered. Must not reject. */
  readonly afterStoring: (stamp: Stamp) => Promise<void>;
  readonly settlementOf: (id: string) => Promise<Settlement>;
}

export interface Enqueuer {
  readonly enqueue: Client['enqueue'];
  /** Resolves when no save is being stored any more. */
  readonly quiet: () => Promise<void>;
}

export function enqueuer({ afterStoring, settlementOf, ...storage }: Enqueuing): Enqueuer {
  const ordered = { ...storage, inOrder: inOrder() };
  const storing = new Set<Promise<unknown>>();
  const settle = async (stamped: Promise<Stamp>, id: string): Promise<Settlement> => {
    try {
      await afterStoring(await stamped);
    } catch (error) {
      if (error instanceof BackhaulError) return { kind: 'not-stored', error };
      throw error;
    }
    return await settlementOf(id);
  };
  return {
    enqueue: (task, context): Receipt => {
      const id = newId();
      const stamped = storeTask(ordered, id, task, context);
      const stored = stamped.then(() => undefined).finally(() => storing.delete(stored));
      storing.add(stored);
      stored.catch(() => undefined); // Whoever does not look at `stored` learns it from `settled`.
      return { id, stored, settled: settle(stamped, id) };
    },
    quiet: async () => {
      while (storing.size > 0) await Promise.allSettled(storing);
    },
  };
}
