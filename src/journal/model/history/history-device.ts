import type { Account, Point } from '../../../account/index.ts';
import type { DeltaAnswer } from '../../../protocol/index.ts';
import { digestOf } from '../../heads/count.ts';
import { pointsIn } from '../../heads/points.ts';
import type { Delta, Journal, Value } from '../../journal.ts';
import { snapshot } from '../../reread/snapshot.ts';
import type { JournalStore } from '../../store/journal-store.ts';
import { memoryJournalStore } from '../../store/memory-journal-store.ts';
import { TestTime, testAccount, testJournal } from '../../testing/test-journal.ts';
import type { Crash } from '../commands.ts';
import { CRASHED, crashable } from '../crashable-store.ts';

export const LANES = ['profile', 'preferences'] as const;

interface Late {
  readonly delta: Delta;
  readonly answer: DeltaAnswer;
}

/** A device of the account, which may die at every transaction. */
export class HistoryDevice {
  readonly account: Account;
  readonly time: TestTime;
  /** Requests that are stored and not answered, oldest first, by lane. */
  readonly outboxes: readonly Delta[][] = LANES.map(() => []);
  readonly late: Late[] = [];
  readonly #store: JournalStore;
  readonly #armed: { crash: Crash | undefined };
  journal: Journal;

  private constructor(
    account: Account,
    time: TestTime,
    store: JournalStore,
    armed: { crash: Crash | undefined },
    journal: Journal,
  ) {
    this.account = account;
    this.time = time;
    this.#store = store;
    this.#armed = armed;
    this.journal = journal;
  }

  static async open(now: number): Promise<HistoryDevice> {
    const time = new TestTime();
    time.now = now;
    const armed: { crash: Crash | undefined } = { crash: undefined };
    const store = crashable(memoryJournalStore(), armed);
    const account = await testAccount();
    const { journal } = await testJournal({ account, store, time });
    return new HistoryDevice(account, time, store, armed, journal);
  }

  /** Who dies in the middle begins again with what was stored. */
  async mayCrash(crash: Crash | undefined, work: () => Promise<void>): Promise<void> {
    this.#armed.crash = crash;
    try {
      await work();
    } catch (cause) {
      if (cause !== CRASHED) throw cause;
      this.journal = (await testJournal({ account: this.account, store: this.#store, time: this.time })).journal;
    } finally {
      this.#armed.crash = undefined;
    }
  }

  async isDoubting(): Promise<boolean> {
    return (await this.journal.history()).standing.kind === 'doubted';
  }

  /** Whether the digest is what counting everything anew gives, or was not counted yet. */
  async isDigestExact(): Promise<boolean> {
    const { digest } = (await this.#store.state()).history;
    const counted = await digestOf({ account: this.account }, await snapshot({ store: this.#store }));
    return digest === null || digest.every((byte, place) => byte === counted[place]);
  }

  /** What it says of the server's history of this name. */
  async points(generation: string): Promise<readonly Point[]> {
    const { history } = await this.#store.state();
    return history.generation === generation ? pointsIn(history.points) : [];
  }

  async contents(): Promise<ReadonlyMap<string, Value>> {
    const lists = await Promise.all(
      LANES.map(async (lane) =>
        [...(await this.journal.collection(lane).list())].map(([key, value]) => [`${lane}/${key}`, value] as const),
      ),
    );
    return new Map(lists.flat().sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
