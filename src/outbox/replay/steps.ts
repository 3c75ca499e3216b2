import type { QueueTask } from '../../protocol/index.ts';
import type { Draft } from '../ledger/ledger.ts';
import type { LedgerRow } from '../ledger/row.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { begin, end, type Plan, plan, stopsLane } from './attempts.ts';
import { type Carriage, isSilence, type Move, wasAsked } from './carriage.ts';

/** A task of which it is written that its attempt has begun. */
export interface Begun {
  readonly row: LedgerRow;
  readonly task: QueueTask;
  readonly stored: StoredRequest;
}

/** An attempt that is over, which is not written yet. */
export interface Ended {
  readonly row: LedgerRow;
  readonly verdict: Verdict | 'unsent';
}

/** Writes how a lane gets on: what came of its attempts, and that the next one begins, in one transaction. */
export class Steps {
  readonly #carriage: Carriage;
  readonly #rows: readonly LedgerRow[];
  #place = 0;
  #planning: Promise<Plan | undefined>;
  #isHalted = false;

  constructor(carriage: Carriage, rows: readonly LedgerRow[]) {
    this.#carriage = carriage;
    this.#rows = rows;
    this.#planning = this.#plan();
  }

  /** Whether something of the lane is left that must not go before the next survey. */
  get isHalted(): boolean {
    return this.#isHalted;
  }

  /** Settles, and begins the next task that is to be sent; nothing when there is none. */
  async advance(ended: readonly Ended[]): Promise<Begun | undefined> {
    for (let unwritten = ended; ; unwritten = []) {
      const todo = await this.#next();
      const task = await this.#write(unwritten, todo);
      if (todo === undefined || this.#isHalted) return undefined;
      if (todo.kind === 'send' && task?.status === 'processing') return { row: todo.row, task, stored: todo.stored };
    }
  }

  async settle(ended: readonly Ended[]): Promise<void> {
    if (ended.length > 0) await this.#write(ended, undefined);
  }

  async #next(): Promise<Plan | undefined> {
    const row = this.#rows[this.#place];
    if (row === undefined) return undefined;
    if (!this.#carriage.mayGo(row.origin)) {
      this.#isHalted = true;
      return undefined;
    }
    const todo = await this.#planning;
    this.#place += 1;
    this.#planning = this.#plan();
    return todo;
  }

  /** Read while the task before is on its way. A read that fails is thrown when its turn has come. */
  #plan(): Promise<Plan | undefined> {
    const row = this.#rows[this.#place];
    if (row === undefined) return Promise.resolve(undefined);
    const planning = plan(this.#carriage.outbox, [row]).then(([first]) => first);
    planning.catch(() => undefined);
    return planning;
  }

  async #write(ended: readonly Ended[], todo: Plan | undefined): Promise<QueueTask | undefined> {
    const { outbox, listen, moved } = this.#carriage;
    const { ledger, environment } = outbox;
    const { moves, task } = await ledger.change(async (draft) => {
      for (const { row } of todo ? [...ended, todo] : ended) void draft.get(row.id); // Asked for together.
      const moves: Move[] = [];
      for (const one of ended) moves.push({ row: one.row, task: await this.#end(draft, one) });
      return { moves, task: todo && (await begin(draft, todo, environment.now())) };
    });
    for (const { row, verdict } of ended) {
      if (verdict !== 'unsent' && wasAsked(verdict)) listen(row.origin, isSilence(verdict));
    }
    moved(moves);
    if (todo === undefined || task?.status === 'processing') return task;
    moved([{ row: todo.row, task }]);
    this.#isHalted = stopsLane(task, todo.row); // It did not begin: the rest must not overtake it.
    return task;
  }

  async #end(draft: Draft, { row, verdict }: Ended): Promise<QueueTask | undefined> {
    const { now, random } = this.#carriage.outbox.environment;
    return await end(draft, row.id, verdict, now(), random);
  }
}
