import { guarded } from '../../outbox/index.ts';
import type { Snapshot } from '../client.ts';
import type { LiveTasks } from './live-tasks.ts';
import type { Reading } from './reading.ts';

/** What a snapshot tells beside the tasks. */
type Facts = Pick<Snapshot, 'deliversWhenClosed' | 'isPersisted' | 'updateIsReady'>;

/** Milliseconds between two snapshots at least, a frame: nobody sees more. */
const FRAME = 16;

/** With many tasks a snapshot has its cost; the page is busy with them a tenth of its time at most. */
const REST = 9;

/** Keeps one immutable snapshot and tells its listeners when a new one has taken its place. */
export class LiveSnapshot {
  readonly #live: LiveTasks;
  readonly #listeners = new Set<() => void>();
  #facts: Facts = { deliversWhenClosed: undefined, isPersisted: undefined, updateIsReady: false };
  #reading: Reading | undefined;
  #current: Snapshot = {
    tasks: [],
    status: { kind: 'opening' },
    summary: { waiting: 0, sending: 0, failed: 0, bytes: 0 },
    isPaused: false,
    ...this.#facts,
  };
  /** By `performance.now()`. */
  #nextAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(live: LiveTasks, lifetime: AbortSignal) {
    this.#live = live;
    const stop = live.subscribe(() => this.#renewSoon());
    const renew = () => this.#renew();
    lifetime.addEventListener('abort', () => {
      stop();
      clearTimeout(this.#timer);
    });
    window.addEventListener('online', renew, { signal: lifetime });
    window.addEventListener('offline', renew, { signal: lifetime });
  }

  get current(): Snapshot {
    return this.#current;
  }

  /** Begins to read what the tasks come to; before that, the snapshot says that it is opening. */
  readWith(reading: Reading): void {
    this.#reading = reading;
    this.#renew();
  }

  /** The ledger cannot be read, so far. */
  fail(): void {
    if (this.#live.book() !== undefined) return;
    this.#current = { ...this.#current, status: { kind: 'unreadable' } };
    this.#tell();
  }

  learn(facts: Partial<Facts>): void {
    const isNew = Object.entries(facts).some(([name, value]) => this.#facts[name as keyof Facts] !== value);
    if (!isNew) return;
    this.#facts = { ...this.#facts, ...facts };
    this.#renew();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** At once, unless the last one was a moment ago. */
  #renewSoon(): void {
    if (this.#timer !== undefined) return;
    const rest = this.#nextAt - performance.now();
    if (rest <= 0) this.#renew();
    else this.#timer = setTimeout(() => this.#renew(), rest);
  }

  #renew(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const startedAt = performance.now();
    this.#renewNow();
    const took = performance.now() - startedAt;
    this.#nextAt = startedAt + Math.max(FRAME, took * REST);
  }

  #renewNow(): void {
    const book = this.#live.book();
    const known = book &&
      this.#reading && { tasks: book.tasks, isPaused: book.controls.paused, ...this.#reading(book) };
    const next = { ...this.#current, ...known, ...this.#facts };
    if (isSame(this.#current, next)) return;
    this.#current = next;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) guarded(listener);
  }
}

/** Whoever renders a snapshot must not do so again for one that says the same. */
function isSame({ tasks, ...rest }: Snapshot, { tasks: nextTasks, ...nextRest }: Snapshot): boolean {
  return tasks === nextTasks && JSON.stringify(rest) === JSON.stringify(nextRest);
}
