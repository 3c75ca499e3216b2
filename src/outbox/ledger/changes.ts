import type { Controls, QueueTask, TasksChanged } from '../../protocol/index.ts';
import type { LedgerRow } from './row.ts';

/** What one transaction has changed so far, to be announced when it is committed. */
export class Changes {
  readonly #changed = new Map<string, QueueTask>();
  readonly #removed = new Set<string>();
  #controls: Controls | undefined;

  get isEmpty(): boolean {
    return this.#changed.size + this.#removed.size === 0 && this.#controls === undefined;
  }

  put({ id, task }: LedgerRow): void {
    this.#changed.set(id, task);
    this.#removed.delete(id);
  }

  remove(id: string): void {
    this.#changed.delete(id);
    this.#removed.add(id);
  }

  control(controls: Controls): void {
    this.#controls = controls;
  }

  announcement(sequence: number): TasksChanged {
    const controls = this.#controls;
    return {
      type: 'backhaul:tasks-changed',
      sequence,
      changed: [...this.#changed.values()],
      removed: [...this.#removed],
      ...(controls === undefined ? {} : { controls }),
    };
  }
}
