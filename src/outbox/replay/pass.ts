import type { QueueTask } from '../../protocol/index.ts';
import type { Environment } from '../environment.ts';
import { DEFAULT_RETENTION, type Retention } from '../ledger/edits.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import { deliver } from './deliver.ts';
import { deliverable, dueLanes, type Lane } from './lanes.ts';
import { mend, type Places, type Shelf, takeIn } from './take-in.ts';
import { isDue } from './transition.ts';
import type { Wake } from './wake.ts';

export interface Outbox {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
  readonly environment: Environment;
}

/** Bounds of one pass. Times are in milliseconds. */
export interface Limits {
  /** Lanes on their way at once. */
  readonly lanes: number;
  /** One attempt. */
  readonly attempt: number;
  /** After this long no new attempt starts: with the last one, a pass ends well before Chromium ends its sync event (3 minutes). */
  readonly pass: number;
  /** Attempts in a row without any answer after which the network counts as gone. */
  readonly silences: number;
  readonly retention: Retention;
}

export const DEFAULT_LIMITS: Limits = {
  lanes: 6,
  attempt: 60_000,
  pass: 90_000,
  silences: 3,
  retention: DEFAULT_RETENTION,
};

/** What is left when a pass ends: nothing that it could still bring, or so many tasks. */
export type PassOutcome = { readonly kind: 'drained' } | { readonly kind: 'unfinished'; readonly tasks: number };

/** One pass over the outbox, every due lane side by side. Only the holder of the replay lock may run one. */
export async function pass(outbox: Outbox, shelf: Shelf, wake: Wake, limits: Limits): Promise<PassOutcome> {
  const run = new Run(outbox, shelf, wake, limits);
  try {
    await run.mend();
    await drain(run, wake);
  } finally {
    await run.allLanesEnd();
  }
  return await run.outcome();
}

async function drain(run: Run, wake: Wake): Promise<void> {
  let waiting = await run.survey();
  for (;;) {
    waiting = run.start(waiting);
    if (!run.isIdle) await Promise.race([run.laneEnds(), wake.raised()]);
    else if (!wake.isRaised) return;
    if (wake.isRaised) waiting = await run.survey();
  }
}

/** The state of one pass; it lives no longer. */
class Run {
  readonly #outbox: Outbox;
  readonly #shelf: Shelf;
  readonly #wake: Wake;
  readonly #limits: Limits;
  readonly #endsAt: number;
  readonly #busy = new Map<string, Promise<void>>();
  /** Busy lanes that a survey left out: what is new in them is looked for when they end. */
  readonly #passedOver = new Set<string>();
  #places: Places = new Map();
  #silences = 0;

  constructor(outbox: Outbox, shelf: Shelf, wake: Wake, limits: Limits) {
    this.#outbox = outbox;
    this.#shelf = shelf;
    this.#wake = wake;
    this.#limits = limits;
    this.#endsAt = outbox.environment.now() + limits.pass;
  }

  get isIdle(): boolean {
    return this.#busy.size === 0;
  }

  async mend(): Promise<void> {
    const before = await this.#outbox.ledger.read();
    const places = await takeIn(this.#stores(), this.#shelf);
    await mend(this.#stores(), before, places, this.#limits.retention);
  }

  /** The lanes that are due by now and not on their way. Each of their tasks gets one attempt until the next survey. */
  async survey(): Promise<readonly Lane[]> {
    const networkIsBack = this.#wake.take();
    for (const name of this.#busy.keys()) this.#passedOver.add(name);
    this.#silences = 0;
    this.#places = await takeIn(this.#stores(), this.#shelf);
    const { rows } = await this.#outbox.ledger.read();
    const now = this.#outbox.environment.now();
    const lanes = dueLanes(rows, this.#places, ({ task }) => mayGo(task, now, networkIsBack));
    return lanes.filter(({ name }) => !this.#passedOver.has(name));
  }

  /** Starts as many lanes as there is room for, and gives the rest back. */
  start(lanes: readonly Lane[]): readonly Lane[] {
    if (this.#isOver()) return [];
    const room = this.#limits.lanes - this.#busy.size;
    for (const lane of lanes.slice(0, room)) {
      this.#busy.set(
        lane.name,
        this.#send(lane).finally(() => this.#end(lane.name)),
      );
    }
    return lanes.slice(room);
  }

  async laneEnds(): Promise<void> {
    await Promise.race(this.#busy.values());
  }

  /** Nothing may be under way when the lock is given back, even when the storage failed in one lane. */
  async allLanesEnd(): Promise<void> {
    await Promise.allSettled(this.#busy.values());
  }

  async outcome(): Promise<PassOutcome> {
    const tasks = deliverable((await this.#outbox.ledger.read()).rows);
    return tasks === 0 ? { kind: 'drained' } : { kind: 'unfinished', tasks };
  }

  async #send({ tasks }: Lane): Promise<void> {
    for (const id of tasks) {
      const key = this.#places.get(id);
      if (key === undefined || this.#isOver()) return;
      const task = await deliver({ ...this.#outbox, timeout: this.#limits.attempt }, id, key);
      this.#listen(task);
      if (task?.status === 'pending') return;
    }
  }

  #end(name: string): void {
    this.#busy.delete(name);
    if (this.#passedOver.delete(name)) this.#wake.raise(false);
  }

  #listen(task: QueueTask | undefined): void {
    const isSilence = task?.status === 'pending' && task.wait.for === 'network';
    this.#silences = isSilence ? this.#silences + 1 : 0;
  }

  #isOver(): boolean {
    return this.#silences >= this.#limits.silences || this.#outbox.environment.now() >= this.#endsAt;
  }

  #stores() {
    const { queue, ledger, environment } = this.#outbox;
    return { queue, ledger, now: environment.now };
  }
}

function mayGo(task: QueueTask, now: number, networkIsBack: boolean): boolean {
  return task.status === 'pending' && isDue(task.wait, now, networkIsBack);
}
