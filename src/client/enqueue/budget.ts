import { BackhaulError, type Budget } from '../../outbox/index.ts';
import type { Usage } from '../live/task-book.ts';

/** Counts what this page is storing beside what is listed: many saves may be made before the first one is. */
export class BudgetGuard {
  readonly #budget: Budget;
  readonly #listed: () => Usage;
  #tasks = 0;
  #bytes = 0;

  constructor(budget: Budget, listed: () => Usage) {
    this.#budget = budget;
    this.#listed = listed;
  }

  /**
   * Takes room for a task, and gives the way to give it back: once it is listed, or could not be kept.
   * @throws BackhaulError `outbox-full`
   */
  take(taskType: string, bytes: number): () => void {
    const listed = this.#listed();
    const used = { tasks: listed.tasks + this.#tasks, bytes: listed.bytes + this.#bytes };
    if (used.tasks + 1 > this.#budget.tasks || used.bytes + bytes > this.#budget.bytes) {
      throw new BackhaulError('outbox-full', { taskType, ...used });
    }
    this.#tasks += 1;
    this.#bytes += bytes;
    return () => {
      this.#tasks -= 1;
      this.#bytes -= bytes;
    };
  }
}
