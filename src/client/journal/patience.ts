import { collectionsOf, deltaContextOf } from '../../journal/delivery/index.ts';
import type { DirtyCollection } from '../../journal/index.ts';
import { type Clock, compareClocks, type QueueTask } from '../../protocol/index.ts';
import { mustBeMadeAnew } from './under-way.ts';

/** Milliseconds. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 5 * 60_000;

interface Wait {
  readonly vain: number;
  readonly until: number;
}

/**
 * How long a collection waits whose deltas come to nothing: a server goes on declining them, or whoever delivers takes in
 * no answers. The second one in a row is not made at once, or they would keep each other busy for ever.
 */
export class Patience {
  readonly #now: () => number;
  readonly #waits = new Map<string, Wait>();
  /** The newest clock of what was delivered last. */
  readonly #delivered = new Map<string, Clock>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes in a task that has just been settled. */
  note(task: QueueTask): void {
    if (mustBeMadeAnew(task)) for (const id of collectionsOf(task.context)) this.#noteVain(id);
    const delta = task.status === 'completed' && task.outcome.kind === 'delivered' && deltaContextOf(task.context);
    if (delta) for (const id of delta.collections) this.#delivered.set(id, delta.newest);
  }

  /** Milliseconds until all of these may be tried again; 0 when they may. */
  wait(dirty: readonly DirtyCollection[]): number {
    for (const { id, newest } of dirty) {
      const delivered = this.#delivered.get(id);
      if (delivered === undefined) continue;
      this.#delivered.delete(id);
      if (compareClocks(newest, delivered) <= 0) this.#noteVain(id);
      else this.#waits.delete(id);
    }
    return Math.max(0, ...dirty.map(({ id }) => (this.#waits.get(id)?.until ?? 0) - this.#now()));
  }

  #noteVain(id: string): void {
    const vain = (this.#waits.get(id)?.vain ?? 0) + 1;
    const wait = vain === 1 ? 0 : Math.min(FIRST_WAIT * 2 ** (vain - 2), LONGEST_WAIT);
    this.#waits.set(id, { vain, until: this.#now() + wait });
  }
}
