import type { TaskOperation } from './operation.ts';

/**
 * What the page said of a task. `stored` is a promise that it arrives; `unknown` was cut off before anybody said
 * anything: it may be there or not; `refused` is a promise that it is not.
 */
export type Fate = 'stored' | 'unknown' | 'refused';

/** What the page said to a cancel: `unknown` was cut off, so that the message may be there or not. */
export type Cancellation = 'none' | 'unknown' | 'before-sending' | 'may-have-arrived';

export interface ModelTask {
  readonly operation: TaskOperation;
  /** The clock of its edit: no other task has the same. */
  readonly clock: string;
  readonly fate: Fate;
  readonly cancellation: Cancellation;
  /** The idempotency key, where the page lived long enough to tell it. */
  readonly key: string | undefined;
}

/** What must be at the server in the end, as far as the page has promised it. */
export class Model {
  readonly #tasks = new Map<number, ModelTask>();

  get tasks(): readonly ModelTask[] {
    return [...this.#tasks.values()];
  }

  /** Before the page is asked: from now on anything may have become of it. */
  attempted(operation: TaskOperation, clock: string): void {
    const { task } = operation;
    this.#tasks.set(task, { operation, clock, fate: 'unknown', cancellation: 'none', key: undefined });
  }

  stored(task: number, key: string): void {
    this.#change(task, { fate: 'stored', key });
  }

  refused(task: number): void {
    this.#change(task, { fate: 'refused' });
  }

  /** Before the page is asked to take a message back. */
  cancelAttempted(task: number): void {
    this.#change(task, { cancellation: 'unknown' });
  }

  cancelled(task: number, mayHaveArrived: boolean): void {
    this.#change(task, { cancellation: mayHaveArrived ? 'may-have-arrived' : 'before-sending' });
  }

  /** The page said that it was too late: the promise stands. */
  notCancelled(task: number): void {
    this.#change(task, { cancellation: 'none' });
  }

  /** The key of a task that is stored and that nobody has tried to take back yet. */
  cancellableKey(task: number): string | undefined {
    const known = this.#tasks.get(task);
    return known?.fate === 'stored' && known.cancellation === 'none' ? known.key : undefined;
  }

  #change(task: number, change: Partial<ModelTask>): void {
    const known = this.#tasks.get(task);
    if (known === undefined) throw new Error(`Task ${task} was never attempted.`);
    this.#tasks.set(task, { ...known, ...change });
  }
}
