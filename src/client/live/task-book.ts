import { type Controls, NO_CONTROLS, type QueueTask, type TasksChanged } from '../../protocol/index.ts';

/** How much of the budget is used: tasks that are not settled or wait for the person, and bytes of their bodies. */
export interface Usage {
  readonly tasks: number;
  readonly bytes: number;
}

/** What this page knows of every task, oldest first. A change costs what has changed, not what is listed. */
export class TaskBook {
  readonly #tasks: Map<string, QueueTask>;
  #sequence: number;
  #controls: Controls;
  #usage: Usage = { tasks: 0, bytes: 0 };
  #list: readonly QueueTask[] | undefined;

  constructor(sequence = -1, tasks: readonly QueueTask[] = [], controls: Controls = NO_CONTROLS) {
    this.#sequence = sequence;
    this.#controls = controls;
    this.#tasks = new Map(tasks.map((task) => [task.id, task]));
    for (const task of tasks) this.#count(task, 1);
  }

  /** The number of the last change that it includes. */
  get sequence(): number {
    return this.#sequence;
  }

  get controls(): Controls {
    return this.#controls;
  }

  get usage(): Usage {
    return this.#usage;
  }

  /** The same array until something changed. A task of an account that is signed out says what it waits for. */
  get tasks(): readonly QueueTask[] {
    this.#list ??= [...this.#tasks.values()].map((task) => this.#shown(task));
    return this.#list;
  }

  get(id: string): QueueTask | undefined {
    return this.#tasks.get(id);
  }

  /** Takes in the next change. */
  apply({ sequence, changed, removed, controls = this.#controls }: TasksChanged): void {
    for (const id of removed) this.#set(id, undefined);
    for (const task of changed) this.#set(task.id, task);
    this.#sequence = sequence;
    this.#controls = controls;
    this.#list = undefined;
  }

  #set(id: string, task: QueueTask | undefined): void {
    const before = this.#tasks.get(id);
    if (before !== undefined) this.#count(before, -1);
    if (task === undefined) this.#tasks.delete(id);
    else {
      this.#tasks.set(id, task);
      this.#count(task, 1);
    }
  }

  #count({ status, bytes }: QueueTask, sign: 1 | -1): void {
    if (status === 'completed') return;
    this.#usage = { tasks: this.#usage.tasks + sign, bytes: this.#usage.bytes + sign * bytes };
  }

  #shown(task: QueueTask): QueueTask {
    const isHeld = task.status === 'pending' && this.#controls.held.includes(task.account);
    return isHeld ? { ...task, wait: { for: 'sign-in' } } : task;
  }
}
