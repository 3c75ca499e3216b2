import type { QueueTask } from '../../protocol/index.ts';
import type { LedgerRow } from '../ledger/row.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import { begin, type Entries, end, type Plan, plan, read } from './attempts.ts';
import { type Carriage, type Ended, isSilence, type Move, stopsLane, wasAsked } from './carriage.ts';

/** Bytes. Bodies that are small together are read together: every transaction costs as much as an attempt. */
const READ_AHEAD = 256 * 1024;

/** A task of which it is written that its attempt has begun. */
export interface Begun {
  readonly row: LedgerRow;
  readonly task: QueueTask;
  readonly stored: StoredRequest;
  /** How often others had acted before that. */
  readonly actsBefore: number;
}

/** Writes how a lane gets on: what came of its attempts, and that the next ones begin, in one transaction. */
export class Steps {
  readonly #carriage: Carriage;
  readonly #rows: readonly LedgerRow[];
  #areSmall: boolean;
  #entries: Entries = new Map();
  #place = 0;
  #isHalted = false;

  constructor(carriage: Carriage, rows: readonly LedgerRow[]) {
    this.#carriage = carriage;
    this.#rows = rows;
    this.#areSmall = rows.reduce((sum, { task }) => sum + task.bytes, 0) <= READ_AHEAD;
  }

  /** Settles, and begins the next tasks that are to be sent, so many at most; none when there are none. */
  async advance(ended: readonly Ended[], count: number): Promise<readonly Begun[]> {
    for (let unwritten = ended; ; unwritten = []) {
      const todos = await this.#next(count);
      const actsBefore = this.#carriage.outbox.othersActed();
      const begun = await this.#write(unwritten, todos);
      const onTheirWay = todos.flatMap((todo, place) => {
        const task = begun[place];
        return todo.kind === 'send' && task?.status === 'processing' ? [{ ...todo, task, actsBefore }] : [];
      });
      if (onTheirWay.length > 0 || todos.length === 0 || this.#isHalted) return onTheirWay;
    }
  }

  async settle(ended: readonly Ended[]): Promise<void> {
    await this.#write(ended, []);
  }

  /** What is to be done with the next tasks. Bodies that are large together go through the memory one at a time. */
  async #next(count: number): Promise<readonly Plan[]> {
    if (this.#isHalted) return [];
    const { outbox, mayGo, stop } = this.#carriage;
    const rows = this.#rows.slice(this.#place, this.#place + (this.#areSmall ? count : 1));
    const [first] = rows;
    if (first && !mayGo(first.origin)) {
      stop(first);
      this.#isHalted = true;
      return [];
    }
    try {
      const isRead = rows.every(({ place }) => this.#entries.has(place));
      if (!isRead) this.#entries = await read(outbox, this.#areSmall ? this.#rows : rows);
    } catch (cause) {
      if (!this.#areSmall) throw cause;
      this.#areSmall = false; // One that the database cannot read must not keep those before it.
      return await this.#next(1);
    }
    this.#place += rows.length;
    return await plan(outbox, rows, this.#entries);
  }

  /** Gives what has become of the tasks that were to begin, up to the one that stops the lane. */
  async #write(ended: readonly Ended[], todos: readonly Plan[]): Promise<readonly (QueueTask | undefined)[]> {
    if (ended.length + todos.length === 0) return [];
    const { outbox, listen, moved } = this.#carriage;
    const { ledger, now } = outbox;
    const { settled, begun } = await ledger.change(async (draft) => {
      for (const { row } of todos) void draft.get(row.id); // Asked for together.
      const settled = await Promise.all(ended.map((one) => end(outbox, draft, one)));
      const controls = await draft.controls();
      const begun: Move[] = [];
      for (const todo of todos) {
        if (begun.some(stopsLane)) break; // It did not begin: the rest must not overtake it.
        begun.push({ row: todo.row, task: await begin(draft, todo, controls, now()) });
      }
      return { settled, begun };
    });
    for (const { row, verdict } of ended) {
      if (wasAsked(verdict)) listen(row.origin, isSilence(verdict));
    }
    moved([...settled, ...begun]);
    this.#isHalted ||= begun.some(stopsLane);
    return begun.map(({ task }) => task);
  }
}
