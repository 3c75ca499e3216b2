import type { Account, KeptAccount, Point } from '../../../account/index.ts';
import type { DeltaAnswer } from '../../../protocol/index.ts';
import { digestOf } from '../../heads/count.ts';
import { pointsIn } from '../../heads/points.ts';
import type { Delta, Journal, Value } from '../../journal.ts';
import { snapshot } from '../../reread/snapshot.ts';
import type { JournalStore } from '../../store/journal-store.ts';
import { memoryJournalStore } from '../../store/memory-journal-store.ts';
import { isRefusal, type RotatingAccount } from '../../testing/rotating.ts';
import { keptInMemory, type TestJournal, TestTime, testAccount } from '../../testing/test-journal.ts';
import type { Crash } from '../commands.ts';
import { type Armed, crashable, isCrash, mayDie } from '../crashable-store.ts';
import type { StoredRequest } from '../requests.ts';
import { unnamedChunks } from '../unnamed-chunks.ts';

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
  readonly outboxes: readonly StoredRequest[][] = LANES.map(() => []);
  readonly late: Late[] = [];
  readonly #world: RotatingAccount;
  readonly #kept: KeptAccount;
  readonly #store: JournalStore;
  readonly #armed: Armed;
  journal: Journal;

  private constructor(world: RotatingAccount, parts: TestJournal & { readonly kept: KeptAccount }, armed: Armed) {
    this.#world = world;
    this.#kept = parts.kept;
    this.#store = parts.store;
    this.#armed = armed;
    this.account = parts.account;
    this.time = parts.time;
    this.journal = parts.journal;
  }

  /** With the keys that another device has, or the account's first ones. */
  static async open(world: RotatingAccount, by?: HistoryDevice): Promise<HistoryDevice> {
    const time = new TestTime();
    time.now = world.time.now;
    const armed: Armed = { crash: undefined };
    const account = await testAccount();
    const keys = by === undefined ? account : await by.keys();
    const kept = keptInMemory({ ...keys, device: account.device, pending: undefined });
    const mortal = { ...kept, change: mayDie(armed, kept.change) };
    const store = crashable(memoryJournalStore(), armed);
    return new HistoryDevice(world, await world.opened(mortal, store, time), armed);
  }

  /** The account as it is kept here. */
  async keys(): Promise<Account> {
    return (await this.#kept.read()) ?? this.account;
  }

  /** What it asks as the account: each request may be its last. */
  get ways() {
    const fetch = mayDie(this.#armed, this.#world.server.fetch);
    return { ...this.#world.ways, fetch, read: fetch };
  }

  /** Who dies in the middle begins again with what was stored. */
  async mayCrash(crash: Crash | undefined, work: () => Promise<void>): Promise<void> {
    this.#armed.crash = crash;
    try {
      await work();
    } catch (cause) {
      if (!isCrash(cause) && !isRefusal(cause)) throw cause;
      this.#armed.crash = undefined;
      if (isCrash(cause)) this.journal = (await this.#world.opened(this.#kept, this.#store, this.time)).journal;
    } finally {
      this.#armed.crash = undefined;
    }
  }

  /** What it holds for unsent, has not opened, keeps for nothing, or has not ended. */
  async leftovers(): Promise<readonly unknown[]> {
    const { keys, resealing } = await (await this.journal.epochs()).state();
    const unended = [...(keys === 'present' ? [] : [keys]), ...(resealing === undefined ? [] : [resealing])];
    const { journal } = this;
    return [...(await journal.dirty()), ...(await journal.broken()), ...(await unnamedChunks(this.#store)), ...unended];
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
