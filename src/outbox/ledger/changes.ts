import type { Controls, QueueTask, TasksChanged } from '../../protocol/index.ts';
import type { LedgerRow } from './row.ts';

/** What one transaction has changed so far, to be announced when it is committed. */
export class Changes {
  /** Nothing for one that was removed. */
  readonly #tasks = new Map<string, QueueTask | undefined>();
  #controls: Controls | undefined;

  get isEmpty(): boolean {
    return this.#tasks.size === 0 && this.#controls === undefined;
  }

  put({ id, task }: LedgerRow): void {
    this.#tasks.set(id, task);
  }

  remove(id: string): void {
    this.#tasks.set(id, undefined);
  }

  control(controls: Controls): void {
    this.#controls = controls;
  }

  announcement(sequence: number): TasksChanged {
    const tasks = [...this.#tasks];
    const controls = this.#controls;
    return {
      type: 'backhaul:tasks-changed',
      sequence,
      changed: tasks.flatMap(([, task]) => task ?? []),
      removed: tasks.flatMap(([id, task]) => (task ? [] : id)),
      ...(controls && { controls }),
    };
  }
}
