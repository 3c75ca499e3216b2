import type { Controls } from '../../protocol/index.ts';
import { hear, silence as hush } from '../ledger/edits/control.ts';
import { move } from '../ledger/edits/move.ts';
import type { Draft, LedgerSnapshot } from '../ledger/ledger.ts';
import type { LedgerRow } from '../ledger/row.ts';
import { waiting } from '../ledger/states.ts';
import type { PassOutcome } from '../pass-outcome.ts';
import { backoff } from './backoff.ts';
import { type Cargo, load } from './cargo.ts';
import { type Carriage, type Move, stopsLane } from './carriage.ts';
import { carryBatch } from './carry-batch.ts';
import { carryLane } from './carry-lane.ts';
import { deliverable, dueLanes, isHeldByApp, type Lane, laneOf, originOf } from './lanes.ts';
import { mend } from './mend.ts';
import type { Outbox } from './outbox.ts';
import { Silences } from './silences.ts';
import { takeIn } from './take-in.ts';
import type { Wake } from './wake.ts';

/** Entries that leave the queue in one transaction, which costs as much as settling a task. */
const AT_ONCE = 20;

/** One pass over the outbox, every due lane side by side. Only the holder of the replay lock may run one. */
export async function pass(outbox: Outbox, wake: Wake): Promise<PassOutcome> {
  const { now, trace } = outbox;
  const startedAt = now();
  trace({ kind: 'pass-started', at: startedAt });
  const run = new Run(outbox, wake);
  try {
    await run.drain();
  } finally {
    await run.everythingEnds();
  }
  const outcome = await run.outcome();
  trace({ kind: 'pass-ended', outcome, took: now() - startedAt });
  return outcome;
}

/** Bytes of a request's body. A person's own change is seldom larger. */
const LARGE = 8_192;

/** 1 or 0, for sorting and counting. */
function isLarge({ rows }: Lane): number {
  return rows.some(({ task }) => task.bytes > LARGE) ? 1 : 0;
}

/** The state of one pass; it lives no longer. */
class Run {
  readonly #outbox: Outbox;
  readonly #wake: Wake;
  readonly #endsAt: number;
  readonly #silences: Silences;
  readonly #carriage: Carriage;
  readonly #cargoes = new Set<Promise<void>>();
  readonly #busy = new Set<string>();
  /** Busy lanes that a survey left out: what is new in them is looked for when they end. */
  readonly #passedOver = new Set<string>();
  /** Lanes that are not to go on before the next survey. */
  readonly #stopped = new Set<string>();
  /** Tasks that waited for the network when it came back, and have not been tried since. */
  #pardoned = new Set<string>();
  /** Tasks that the app holds: it is asked once a pass. */
  readonly #resting = new Set<string>();
  /** Tasks that others wait for. */
  #awaited: ReadonlySet<string> = new Set();
  /** What goes on beside the lanes and ends with the pass. */
  readonly #chores = new Set<Promise<unknown>>();
  /** Places of entries whose outcome is known: cut off before they are removed, the next pass drops them. */
  #done: number[] = [];

  constructor(outbox: Outbox, wake: Wake) {
    this.#outbox = outbox;
    this.#wake = wake;
    this.#endsAt = outbox.now() + outbox.limits.pass;
    this.#silences = new Silences(outbox.limits.silences);
    this.#carriage = {
      outbox,
      mayGo: (origin) => !this.#isOver(origin),
      listen: (origin, isSilent) => this.#listen(origin, isSilent),
      moved: (moves) => this.#moved(moves),
      stop: (row) => this.#stopped.add(laneOf(row)),
      lookAgain: () => wake.raise(false),
    };
  }

  /** Until nothing is left that may go now. */
  async drain(): Promise<void> {
    await mend(this.#outbox, await takeIn(this.#outbox));
    let waiting = await this.#survey();
    for (;;) {
      waiting = this.#start(waiting);
      if (this.#cargoes.size > 0) await Promise.race([...this.#cargoes, this.#wake.raised()]);
      else if (!this.#wake.isRaised) return;
      if (this.#wake.isRaised) waiting = await this.#survey();
    }
  }

  /** The lanes that are due by now and not on their way. Each of their tasks gets one attempt until the next survey. */
  async #survey(): Promise<readonly Lane[]> {
    const networkIsBack = this.#wake.take();
    for (const name of this.#busy) this.#passedOver.add(name);
    this.#stopped.clear();
    const { places, snapshot } = await takeIn(this.#outbox);
    const { rows } = snapshot;
    const controls = this.#inForce(snapshot, networkIsBack);
    this.#awaited = new Set(rows.flatMap(({ task, dependsOn }) => (task.status === 'pending' ? dependsOn : [])));
    const now = this.#outbox.now();
    await this.#quiet(rows, controls, now);
    const lanes = dueLanes(rows, { now, pardoned: this.#pardoned, controls, places });
    return lanes.filter(({ name, rows: [head] }) => !this.#passedOver.has(name) && !this.#resting.has(head?.id ?? ''));
  }

  /** Starts as much as there is room for, and gives the rest back. What is large waits for the others, and leaves them a lane. */
  #start(lanes: readonly Lane[]): readonly Lane[] {
    const { limits, terms, knowledge } = this.#outbox;
    let left = lanes
      .filter((lane) => !this.#stopped.has(lane.name) && !this.#isOver(originOf(lane)))
      .sort((a, b) => isLarge(a) - isLarge(b));
    for (;;) {
      const [first, ...others] = left.filter(({ name }) => !this.#busy.has(name));
      if (!first || this.#cargoes.size >= Math.max(1, limits.lanes - isLarge(first))) break;
      const behind = left.filter(({ name }) => this.#busy.has(name));
      const { cargo, rest } = load([first, ...others], terms, knowledge);
      this.#send(cargo);
      left = [...behind, ...rest];
    }
    return left;
  }

  /** Nothing may be under way when the lock is given back, even when the storage failed in one lane. */
  async everythingEnds(): Promise<void> {
    await Promise.allSettled(this.#cargoes);
    await Promise.all(this.#chores);
  }

  async outcome(): Promise<PassOutcome> {
    const { rows, controls } = await this.#outbox.ledger.read();
    const tasks = deliverable(rows, controls);
    return tasks === 0 ? { kind: 'drained' } : { kind: 'unfinished', tasks };
  }

  #send(cargo: Cargo): void {
    for (const { name } of cargo.lanes) this.#busy.add(name);
    const carrying =
      cargo.terms === undefined
        ? carryLane(this.#carriage, cargo.lanes[0])
        : carryBatch(this.#carriage, cargo.terms, cargo.lanes);
    const sending = carrying.finally(() => {
      this.#cargoes.delete(sending);
      this.#removeDone();
      for (const { name } of cargo.lanes) this.#end(name);
    });
    sending.catch(() => undefined); // Whoever waits for a cargo hears of it.
    this.#cargoes.add(sending);
  }

  #end(name: string): void {
    this.#busy.delete(name);
    if (this.#passedOver.delete(name)) this.#wake.raise(false);
  }

  #moved(moves: readonly Move[]): void {
    for (const move of moves) {
      const { row, task } = move;
      if (task === undefined || task.status === 'processing') continue;
      if (stopsLane(move)) this.#stopped.add(laneOf(row));
      this.#pardoned.delete(row.id);
      this.#outbox.trace({ kind: 'settled', task });
      if (isHeldByApp({ task })) this.#resting.add(row.id);
      if (task.status === 'completed' && row.place !== null) this.#done.push(row.place);
      const isOver = task.status === 'completed' && task.outcome.kind === 'cancelled'; // And its lane had stopped.
      if (isOver || (task.status !== 'pending' && this.#awaited.has(row.id))) this.#wake.raise(false);
    }
    if (this.#done.length >= AT_ONCE) this.#removeDone();
  }

  #removeDone(): void {
    const places = this.#done;
    this.#done = [];
    if (places.length > 0) this.#do(this.#outbox.queue.remove(places));
  }

  #listen(origin: string, isSilent: boolean): void {
    if (isSilent) {
      if (this.#silences.add(origin)) this.#do(this.#giveUp(origin));
    } else if (this.#silences.clear(origin)) {
      this.#do(this.#outbox.ledger.change((draft) => hear(draft, origin)).then(() => this.#wake.raise(false)));
    }
  }

  /** All tasks of a silent origin have one wait in common: each on its own would knock at a dead server all the time. */
  async #giveUp(origin: string): Promise<void> {
    const { ledger, environment, now, trace } = this.#outbox;
    const until = await ledger.change((draft) =>
      hush(draft, origin, (count) => now() + backoff(count, environment.random)),
    );
    trace({ kind: 'origin-silent', origin, until });
    const { rows, controls } = await ledger.read();
    await this.#quiet(rows, controls, now());
  }

  /** The controls without the silences that news of the network has ended. The news holds for each task until it is tried. */
  #inForce({ rows, controls }: LedgerSnapshot, networkIsBack: boolean): Controls {
    this.#silences.suspect(Object.keys(controls.silent));
    if (networkIsBack) {
      this.#silences.forgive();
      const patient = rows.filter(({ task }) => task.status === 'pending' && task.wait.for === 'network');
      this.#pardoned = new Set(patient.map(({ id }) => id));
    }
    const silent = Object.entries(controls.silent).filter(([origin]) => !this.#silences.isForgiven(origin));
    return { ...controls, silent: Object.fromEntries(silent) };
  }

  /** A task that has its turn while its origin is silent says so, and until when. */
  async #quiet(rows: readonly LedgerRow[], controls: Controls, now: number): Promise<void> {
    const untilOf = (origin: string) => controls.silent[origin]?.until ?? 0;
    const quiet = rows.filter(
      ({ task, origin }) => task.status === 'pending' && task.wait.for === 'turn' && untilOf(origin) > now,
    );
    if (quiet.length === 0) return;
    await this.#outbox.ledger.change(async (draft: Draft) => {
      for (const { id, origin } of quiet) {
        const until = untilOf(origin);
        await move(
          draft,
          id,
          'pending',
          (row) => ({ ...row, task: waiting(row.task, { for: 'network', until }) }),
          now,
        );
      }
    });
  }

  /** What has failed here has not failed for the tasks: the next pass finds it undone, and does it. */
  #do(chore: Promise<unknown>): void {
    const doing = chore.catch(() => undefined).finally(() => this.#chores.delete(doing));
    this.#chores.add(doing);
  }

  #isOver(origin: string): boolean {
    return this.#silences.isOver(origin) || this.#outbox.now() >= this.#endsAt;
  }
}
