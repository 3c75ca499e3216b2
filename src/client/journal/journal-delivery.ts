import type { Journal, JournalChanged } from '../../journal/index.ts';
import type { QueueTask } from '../../protocol/index.ts';
import { byGroup, type Group, type GroupOf } from './groups.ts';
import type { JournalSyncState, Saved } from './journal-sync.ts';
import { LeftOvers } from './left-overs.ts';
import { type Observed, observer } from './observed.ts';
import { type Enqueued, savedOf } from './outcome.ts';
import { Patience } from './patience.ts';
import { restful } from './restful.ts';
import { type JournalOutbox, type Send, sender } from './sender.ts';
import { type Turns, turnsByGroup } from './turns.ts';
import { UnderWay } from './under-way.ts';

export interface DeliveryParts {
  readonly client: JournalOutbox;
  readonly journal: Journal;
  readonly groupOf: GroupOf;
  /** Whether a task carries something of this journal. */
  readonly isOurs: (task: QueueTask) => boolean;
  readonly origin: string;
  readonly now: () => number;
  readonly show: (facts: Partial<JournalSyncState>) => void;
}

/** Milliseconds after which what was written elsewhere should be in the outbox; whoever wrote it puts it there. */
const SOON = 2_000;

/** Sees to it that whatever is dirty in a journal is in the outbox, until `lifetime` ends. */
export class JournalDelivery {
  readonly turns: Turns = turnsByGroup();
  readonly #parts: DeliveryParts;
  readonly #underWay = new UnderWay();
  readonly #patience: Patience;
  readonly #send: Send;
  readonly #leftOvers: LeftOvers;
  readonly #observe: (tasks: readonly QueueTask[]) => Observed;
  readonly #survey = restful(() => this.#read());
  readonly #lifetime: AbortSignal;
  /** Names of the collections that have something to be sent, as far as this page knows. */
  #dirty: ReadonlySet<string> = new Set();
  #isOpen = false;
  /** Left-overs are to be looked for. */
  #isDue = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #timerEndsAt = Number.POSITIVE_INFINITY;

  constructor(parts: DeliveryParts, lifetime: AbortSignal) {
    const { now, groupOf, show, isOurs } = parts;
    this.#parts = parts;
    this.#lifetime = lifetime;
    this.#patience = new Patience(now);
    this.#observe = observer(isOurs);
    this.#send = sender({ ...parts, underWay: this.#underWay });
    this.#leftOvers = new LeftOvers({
      groupOf,
      turns: this.turns,
      underWay: this.#underWay,
      patience: this.#patience,
      send: (group, names) => this.#sendIfOn(group, names),
      onHeldBack: (heldBack) => show({ heldBack }),
      lookAgainIn: (milliseconds) => this.#lookIn(milliseconds),
    });
    lifetime.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** Enqueues what was saved in these collections. Never rejects. */
  async enqueue(changed: readonly string[]): Promise<Saved> {
    this.#dirty = new Set([...this.#dirty, ...changed]);
    const groups = byGroup(changed, this.#parts.groupOf);
    const sending = groups.map(([group, names]) => this.turns.run(group.key, () => this.#sendGroup(group, names)));
    return savedOf(await Promise.all(sending));
  }

  /** Takes in what the outbox lists now. */
  observe(): void {
    const { client, isOurs } = this.#parts;
    const { tasks, status } = client.snapshot();
    if (status.kind === 'opening') return;
    this.#underWay.observe(tasks.filter(isOurs));
    const { settled, hasLetGo } = this.#observe(tasks);
    for (const task of settled) this.#patience.note(task);
    const isOpening = !this.#isOpen;
    this.#isOpen = true;
    const mayBeLeft = settled.some((task) => !isCancelled(task));
    if (isOpening || mayBeLeft || (hasLetGo && this.#leftOvers.waitForRoom)) this.look().catch(() => undefined);
    else if (settled.length > 0) this.#lookIn(SOON); // Whoever has cancelled it may be about to take back what it carried.
  }

  /** Takes in that the journal has changed. */
  hear({ cause }: JournalChanged): void {
    if (cause !== 'saved') this.look().catch(() => undefined);
    else {
      this.#survey().catch(() => undefined);
      this.#lookIn(SOON);
    }
  }

  /** Reads what is dirty, and enqueues what no task carries. @throws JournalError when it cannot be read. */
  async look(): Promise<void> {
    this.#isDue = true;
    await this.#parts.journal.epochs(); // To load it takes longer than to read, and is nothing to rest from.
    await this.#survey();
  }

  async #read(): Promise<void> {
    const { journal, show } = this.#parts;
    const isDue = this.#isDue && this.#isOpen;
    if (isDue) this.#isDue = false; // Whoever asks from now on asks for the next time.
    const reading = Promise.all([
      journal.isSyncOn(),
      journal.dirty(),
      journal.losers(),
      journal.broken(),
      journal.history(),
      journal.epochs().then(({ state }) => state()),
    ]);
    const [isOn, dirty, losers, broken, { standing, returnedAt }, epochs] = await reading.catch((cause) => {
      this.#isDue ||= isDue;
      throw cause;
    });
    if (this.#lifetime.aborted) return;
    this.#dirty = new Set(dirty.map(({ name }) => name));
    this.#leftOvers.forgetAllBut(dirty);
    const { keys, sends, resealing } = epochs;
    show({
      isOn,
      dirty: this.#dirty,
      losers: losers.length,
      broken: broken.length,
      standing,
      returnedAt,
      keys,
      resealing,
    });
    if (isDue && isOn && sends) this.#leftOvers.enqueue(dirty).catch(() => undefined); // What fails is held back, and told.
  }

  /** All that is dirty in the group goes along: the newer delta takes the place of the one that holds it. */
  async #sendGroup(group: Group, changed: readonly string[]): Promise<Enqueued> {
    const { groupOf } = this.#parts;
    const alsoDirty = [...this.#dirty].filter((name) => groupOf(name)?.key === group.key);
    const outcome = await this.#sendIfOn(group, [...new Set([...changed, ...alsoDirty])]);
    this.#leftOvers.note(changed, outcome);
    return outcome;
  }

  async #sendIfOn(group: Group, names: readonly string[]): Promise<Enqueued> {
    const sends = await this.#sends().catch(() => true); // What cannot be read fails below, and says why.
    return sends ? await this.#send(group, names) : { kind: 'kept-here' };
  }

  /** What the server would refuse, since the keys were changed, is not enqueued. */
  async #sends(): Promise<boolean> {
    const { journal } = this.#parts;
    return (await journal.isSyncOn()) && (await (await journal.epochs()).state()).sends;
  }

  /** The earliest of several. */
  #lookIn(milliseconds: number): void {
    const endsAt = this.#parts.now() + milliseconds;
    if (this.#lifetime.aborted || endsAt >= this.#timerEndsAt) return;
    clearTimeout(this.#timer);
    this.#timerEndsAt = endsAt;
    this.#timer = setTimeout(() => {
      this.#timerEndsAt = Number.POSITIVE_INFINITY;
      this.look().catch(() => undefined);
    }, milliseconds);
  }
}

function isCancelled(task: QueueTask): boolean {
  return task.status === 'completed' && task.outcome.kind === 'cancelled';
}
