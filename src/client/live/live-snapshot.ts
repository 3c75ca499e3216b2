import type { Snapshot } from '../client.ts';
import type { LiveTasks } from './live-tasks.ts';
import { type Drain, follow, noDrain, progressOf } from './progress.ts';
import { type SyncStatus, statusOf } from './status.ts';

/** What a snapshot tells beside the tasks. */
type Facts = Pick<Snapshot, 'deliversWhenClosed' | 'updateIsReady'>;

/** Keeps one immutable snapshot and tells its listeners when a new one has taken its place. */
export class LiveSnapshot {
  readonly #live: LiveTasks;
  readonly #listeners = new Set<() => void>();
  #facts: Facts = { deliversWhenClosed: undefined, updateIsReady: false };
  #drain: Drain = noDrain;
  #current: Snapshot = { tasks: [], status: { kind: 'opening' }, ...this.#facts };

  constructor(live: LiveTasks, lifetime: AbortSignal) {
    this.#live = live;
    const renew = () => this.#renew();
    const stop = live.subscribe(renew);
    lifetime.addEventListener('abort', stop);
    window.addEventListener('online', renew, { signal: lifetime });
    window.addEventListener('offline', renew, { signal: lifetime });
  }

  get current(): Snapshot {
    return this.#current;
  }

  learn(facts: Partial<Facts>): void {
    this.#facts = { ...this.#facts, ...facts };
    this.#renew();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #renew(): void {
    const tasks = this.#live.current() ?? [];
    this.#drain = follow(this.#drain, tasks);
    this.#current = { tasks, status: this.#status(), ...this.#facts };
    for (const listener of this.#listeners) listener();
  }

  #status(): SyncStatus {
    const tasks = this.#live.current();
    return tasks === undefined ? { kind: 'opening' } : statusOf(tasks, navigator.onLine, progressOf(this.#drain));
  }
}
