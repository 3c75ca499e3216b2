import type { KeptAccount } from '../../../account/index.ts';
import type { Delta, Journal } from '../../journal.ts';
import type { JournalStore } from '../../store/journal-store.ts';
import { memoryJournalStore } from '../../store/memory-journal-store.ts';
import type { Reply } from '../../testing/model-server.ts';
import { isRefusal, type RotatingAccount } from '../../testing/rotating.ts';
import type { Crash } from '../commands.ts';
import { type Armed, crashable, isCrash, mayDie } from '../crashable-store.ts';

/** A request that is stored. What the server answered is answered again. */
interface Stored {
  readonly delta: Delta;
  reply?: Reply;
}

/** A device that dies where it is told to, and begins again with what it had stored. */
export class RotatingDevice {
  readonly armed: Armed = { crash: undefined };
  /** Oldest first. */
  readonly outbox: Stored[] = [];
  journal: Journal;
  /** Of a tab that was open before, and hears of nothing. */
  former: Journal;
  readonly #world: RotatingAccount;
  readonly #store: JournalStore;
  readonly #kept: KeptAccount;

  private constructor(world: RotatingAccount, store: JournalStore, kept: KeptAccount, journal: Journal) {
    this.#world = world;
    this.#store = store;
    this.#kept = kept;
    this.journal = journal;
    this.former = journal;
  }

  static async open(world: RotatingAccount): Promise<RotatingDevice> {
    const { kept, account } = await world.device();
    const device = new RotatingDevice(world, memoryJournalStore(), kept, (await world.opened(kept)).journal);
    await device.openAnew();
    await device.openAnew(); // Both of its tabs are over the same store.
    if (account.sealing.epoch !== 1) throw new Error('It begins with the first keys.');
    return device;
  }

  /** What is opened now knows what is stored, and nobody tells the one before of it any more. */
  async openAnew(): Promise<void> {
    const store = crashable(this.#store, this.armed);
    const kept = { ...this.#kept, change: mayDie(this.armed, this.#kept.change) };
    this.former = this.journal;
    this.journal = (await this.#world.opened(kept, store)).journal;
  }

  /** What it asks as the device and as the account: each request may be its last. */
  get ways() {
    const fetch = mayDie(this.armed, this.#world.server.fetch);
    return { ...this.#world.ways, fetch, read: fetch };
  }

  async account() {
    return (await this.#kept.read()) ?? never();
  }

  async run(crash: Crash | undefined, work: () => Promise<void>): Promise<void> {
    this.armed.crash = crash;
    try {
      await work();
    } catch (cause) {
      if (!isCrash(cause) && !isRefusal(cause)) throw cause;
      this.armed.crash = undefined;
      if (isCrash(cause)) await this.openAnew();
    } finally {
      this.armed.crash = undefined;
    }
  }
}

function never(): never {
  throw new Error('It keeps an account.');
}
