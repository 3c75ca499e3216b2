import type { SettingsDelivery } from './deliver-settings.ts';
import { type Enqueued, type HeldBack, heldBackAfter } from './enqueued.ts';
import type { Turns } from './turns.ts';

/** What this device keeps and the outbox has not: of an earlier visit that was cut off, or for want of room. */
export class LeftOvers {
  readonly #delivery: Pick<SettingsDelivery, 'enqueueLeftOver'>;
  readonly #turns: Turns;
  readonly #onHeldBack: (held: HeldBack) => void;
  readonly #suspects = new Set<string>();
  #held: HeldBack = new Map();
  #enqueuing: Promise<void> | undefined;

  constructor(delivery: Pick<SettingsDelivery, 'enqueueLeftOver'>, turns: Turns, onHeldBack: (held: HeldBack) => void) {
    this.#delivery = delivery;
    this.#turns = turns;
    this.#onHeldBack = onHeldBack;
  }

  /** Remembers what became of a collection. */
  note(collection: string, outcome: Enqueued): void {
    const held = heldBackAfter(this.#held, collection, outcome);
    if (held === this.#held) return;
    this.#held = held;
    this.#onHeldBack(held);
  }

  /** Looks into these collections, and into all that are held back. */
  enqueue(collections: readonly string[]): Promise<void> {
    for (const collection of [...this.#held.keys(), ...collections]) this.#suspects.add(collection);
    this.#enqueuing ??= this.#enqueueSuspects().finally(() => {
      this.#enqueuing = undefined;
    });
    return this.#enqueuing;
  }

  /** One at a time, each in its collection's own turn, and only while no save is under way: nobody waits for these. */
  async #enqueueSuspects(): Promise<void> {
    for (const collection of this.#suspects) {
      await this.#turns.quiet();
      this.#suspects.delete(collection);
      await this.#turns.run(collection, async () => {
        this.note(collection, await this.#delivery.enqueueLeftOver(collection));
      });
    }
  }
}
