import type { DirtyCollection } from '../../journal/index.ts';
import { byGroup, type Group, type GroupOf } from './groups.ts';
import type { HoldReason } from './journal-sync.ts';
import { type Enqueued, reasonOf } from './outcome.ts';
import type { Patience } from './patience.ts';
import type { Send } from './sender.ts';
import type { Turns } from './turns.ts';
import type { UnderWay } from './under-way.ts';

interface Parts {
  readonly groupOf: GroupOf;
  readonly send: Send;
  readonly turns: Turns;
  readonly underWay: UnderWay;
  readonly patience: Patience;
  readonly onHeldBack: (heldBack: ReadonlyMap<string, HoldReason>) => void;
  /** There is something to be looked at again in so many milliseconds. */
  readonly lookAgainIn: (milliseconds: number) => void;
}

/** Tasks of ours that may wait before left-overs do: a save must find room in the outbox, whatever there is to catch up. */
const AT_ONCE = 500;

const NO_ROOM: ReadonlySet<HoldReason> = new Set(['outbox-full', 'storage-full', 'storage-unavailable']);

/** What is dirty and the outbox has not: of an earlier visit that was cut off, declined, or for want of room. */
export class LeftOvers {
  readonly #parts: Parts;
  #heldBack: ReadonlyMap<string, HoldReason> = new Map();
  #dirty: readonly DirtyCollection[] = [];
  #enqueuing: Promise<void> | undefined;
  #isStale = false;
  #isCutOff = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether more of it may find room when the outbox has let something go. */
  get waitForRoom(): boolean {
    return this.#isCutOff || this.#heldBack.size > 0;
  }

  /** Remembers what became of collections. */
  note(names: readonly string[], outcome: Enqueued): void {
    const isNew = names.some((name) => this.#heldBack.get(name) !== reasonOf(outcome));
    if (!isNew) return;
    const heldBack = new Map(this.#heldBack);
    for (const name of names) {
      if (outcome.kind === 'held-back') heldBack.set(name, outcome.reason);
      else heldBack.delete(name);
    }
    this.#heldBack = heldBack;
    this.#parts.onHeldBack(heldBack);
  }

  /** Nobody waits for what is not dirty any more. */
  forgetAllBut(dirty: readonly DirtyCollection[]): void {
    const names = new Set(dirty.map(({ name }) => name));
    const settled = [...this.#heldBack.keys()].filter((name) => !names.has(name));
    this.note(settled, { kind: 'enqueued', receipts: [] });
  }

  /** Enqueues whatever of this is carried by no task. */
  enqueue(dirty: readonly DirtyCollection[]): Promise<void> {
    this.#dirty = dirty;
    this.#isStale = true;
    this.#enqueuing ??= this.#enqueueAll();
    return this.#enqueuing;
  }

  async #enqueueAll(): Promise<void> {
    try {
      while (this.#isStale) {
        this.#isStale = false;
        await this.#enqueueGroups(byGroup(this.#dirty, ({ name }) => this.#parts.groupOf(name)));
      }
    } finally {
      this.#enqueuing = undefined; // At once: who asks from now on must not be told to wait for this.
    }
  }

  /** One at a time, each in its group's own turn, and only while no save is under way: nobody waits for these. */
  async #enqueueGroups(groups: readonly (readonly [Group, readonly DirtyCollection[]])[]): Promise<void> {
    const { turns, underWay } = this.#parts;
    const leftOver = groups.filter(([, dirty]) => !underWay.carriesAll(dirty));
    this.#isCutOff = false;
    for (const [place, [group, dirty]] of leftOver.entries()) {
      await turns.quiet();
      this.#isCutOff = underWay.waiting >= AT_ONCE;
      if (this.#isCutOff) return;
      const outcome = await turns.run(group.key, () => this.#enqueueGroup(group, dirty));
      if (outcome?.kind !== 'held-back' || !NO_ROOM.has(outcome.reason)) continue;
      for (const [, others] of leftOver.slice(place + 1)) this.note(namesOf(others), outcome);
      return;
    }
  }

  async #enqueueGroup(group: Group, dirty: readonly DirtyCollection[]): Promise<Enqueued | undefined> {
    const { send, underWay, patience, lookAgainIn } = this.#parts;
    if (underWay.carriesAll(dirty)) return undefined; // A save was faster.
    const wait = patience.wait(dirty);
    if (wait > 0) {
      lookAgainIn(wait);
      return undefined;
    }
    const outcome = await send(group, namesOf(dirty));
    this.note(namesOf(dirty), outcome);
    return outcome;
  }
}

function namesOf(collections: readonly DirtyCollection[]): readonly string[] {
  return collections.map(({ name }) => name);
}
