import { BackhaulError } from '../../outbox/index.ts';
import type { Client, Receipt, Settlement } from '../client.ts';
import { inOrder } from './in-order.ts';
import { type Storage, type StoredTask, storeTask } from './store-task.ts';

interface Enqueuing extends Omit<Storage, 'inOrder' | 'whenStored'> {
  /** Lists a task that is safe now, and has it delivered. Must not reject. */
  readonly afterStoring: (stored: StoredTask) => Promise<void>;
  readonly settlementOf: (id: string) => Promise<Settlement>;
}

export interface Enqueuer {
  readonly enqueue: Client['enqueue'];
  /** Resolves when no save is being stored any more. */
  readonly quiet: () => Promise<void>;
}

/** Tasks that could not be stored and are remembered: an app that goes on trying must not fill the memory. */
const REMEMBERED = 1_000;

export function enqueuer({ afterStoring, settlementOf, ...storage }: Enqueuing): Enqueuer {
  const storing = new Map<string, Promise<void>>();
  /** Rejects for what could not be stored: a task that depends on it would wait for nothing. */
  const refused = new Map<string, unknown>();
  const refuse = (id: string, cause: unknown) => {
    refused.set(id, cause);
    const [oldest] = refused.keys();
    if (refused.size > REMEMBERED && oldest !== undefined) refused.delete(oldest);
  };
  const whenStored = async (ids: readonly string[]) => {
    const lost = ids.find((id) => refused.has(id));
    if (lost !== undefined) throw refused.get(lost);
    await Promise.all(ids.map((id) => storing.get(id)));
  };
  const ordered = { ...storage, inOrder: inOrder(), whenStored };
  const settle = async (storing: Promise<StoredTask>, id: string): Promise<Settlement> => {
    try {
      await afterStoring(await storing);
    } catch (error) {
      if (error instanceof BackhaulError) return { kind: 'not-stored', error };
      throw error;
    }
    return await settlementOf(id);
  };
  return {
    enqueue: (task, context, options = {}): Receipt => {
      const id = crypto.randomUUID();
      const putting = storeTask(ordered, id, task, context, options);
      const stored = putting.then(() => undefined).finally(() => storing.delete(id));
      storing.set(id, stored);
      stored.catch((cause) => refuse(id, cause)); // Whoever does not look at `stored` learns it from `settled`.
      return { id, stored, settled: settle(putting, id) };
    },
    quiet: async () => {
      while (storing.size > 0) await Promise.allSettled(storing.values());
    },
  };
}
