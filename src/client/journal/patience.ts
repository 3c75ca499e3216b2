import { collectionsOf } from '../../journal/delivery/index.ts';
import type { QueueTask } from '../../protocol/index.ts';
import { mustBeMadeAnew } from './under-way.ts';

/** Milliseconds. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 5 * 60_000;

interface Wait {
  readonly vain: number;
  readonly until: number;
}

/**
 * How long a collection waits whose deltas a server goes on declining: the second one in a row is not made at once, or
 * the two would keep each other busy for ever.
 */
export class Patience {
  readonly #now: () => number;
  readonly #waits = new Map<string, Wait>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes in a task that has just been settled. */
  note(task: QueueTask): void {
    const isInVain = mustBeMadeAnew(task);
    const isDelivered = task.status === 'completed' && task.outcome.kind === 'delivered';
    for (const id of collectionsOf(task.context)) {
      if (isDelivered) this.#waits.delete(id);
      if (!isInVain) continue;
      const vain = (this.#waits.get(id)?.vain ?? 0) + 1;
      const wait = vain === 1 ? 0 : Math.min(FIRST_WAIT * 2 ** (vain - 2), LONGEST_WAIT);
      this.#waits.set(id, { vain, until: this.#now() + wait });
    }
  }

  /** Milliseconds until all of these collections may be tried again; 0 when they may. */
  wait(ids: readonly string[]): number {
    return Math.max(0, ...ids.map((id) => (this.#waits.get(id)?.until ?? 0) - this.#now()));
  }
}
