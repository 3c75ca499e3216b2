import type { QueueTask } from '../../protocol/index.ts';
import type { Settlement } from '../client.ts';
import type { LiveTasks } from './live-tasks.ts';

interface Waiting {
  wasListed: boolean;
  readonly resolve: (settlement: Settlement) => void;
}

/** Those who wait for tasks to be settled. A change costs what has changed, however many wait. */
export class Settlements {
  readonly #live: LiveTasks;
  readonly #waiting = new Map<string, Set<Waiting>>();

  constructor(live: LiveTasks, lifetime: AbortSignal) {
    this.#live = live;
    const stop = live.subscribe((changed) => {
      for (const id of changed ?? [...this.#waiting.keys()]) this.#look(id);
    });
    lifetime.addEventListener('abort', stop);
  }

  /** Resolves at once for a task that is settled, and for one that nobody knows. The ledger must have been read. */
  of(id: string): Promise<Settlement> {
    return this.#live.book()?.get(id) === undefined ? Promise.resolve({ kind: 'unknown' }) : this.ofNew(id);
  }

  /** The same for a task that has just been stored: it is listed sooner or later, if not by this page. */
  ofNew(id: string): Promise<Settlement> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting.add({ wasListed: false, resolve }));
      this.#look(id);
    });
  }

  #look(id: string): void {
    const task = this.#live.book()?.get(id);
    for (const waiting of this.#waiting.get(id) ?? []) {
      const settlement = task === undefined ? absent(waiting) : settled(task);
      waiting.wasListed ||= task !== undefined;
      if (settlement === undefined) continue;
      this.#waiting.delete(id);
      waiting.resolve(settlement);
    }
  }
}

function absent({ wasListed }: Waiting): Settlement | undefined {
  return wasListed ? { kind: 'unknown' } : undefined;
}

function settled(task: QueueTask): Settlement | undefined {
  if (task.status === 'failed') return { kind: 'failed', error: task.error };
  return task.status === 'completed' ? task.outcome : undefined;
}
