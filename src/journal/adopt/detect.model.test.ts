import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AdoptingDevice, COLLECTION } from '../testing/adopting-device.ts';
import { alwaysHolds } from '../testing/always-holds.ts';
import { pullFrom, push } from '../testing/model-server.ts';
import { DIED, Life } from '../testing/mortal.ts';
import type { TestJournal } from '../testing/test-journal.ts';
import type { Detected } from './sort.ts';

const RUNS = 150;

type Command =
  /** In the app's own records, behind the journal's back; `null` deletes. */
  | { readonly kind: 'edit'; readonly key: number; readonly value: number | null }
  /** On another device, whose change arrives in this one's journal. */
  | { readonly kind: 'arrive'; readonly key: number; readonly value: number | null }
  /** The app writes what the journal has into its own records. */
  | { readonly kind: 'follow'; readonly key: number }
  | {
      readonly kind: 'look';
      /** The step after which the device dies. */
      readonly death: number | undefined;
      readonly isComplete: boolean;
      /** Whether the app saves what it is told. */
      readonly saves: boolean;
    };

const key = fc.nat(4);
const value = fc.option(fc.nat(3), { freq: 4 });
const commands: fc.Arbitrary<readonly Command[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('edit' as const), key, value }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('arrive' as const), key, value }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('follow' as const), key }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('look' as const),
        death: fc.option(fc.nat(30), { nil: undefined, freq: 3 }),
        isComplete: fc.boolean(),
        saves: fc.boolean(),
      }),
    },
  ),
  { maxLength: 30 },
);

const nameOf = (place: number) => `note ${place}`;

/** One device and its app's records, another device, and what the app's records have held so far. */
class World {
  readonly #mine: AdoptingDevice;
  readonly #other: TestJournal;
  /** By key: every value, or `null`, that the app's record has had. */
  readonly #held = new Map<string, Set<unknown>>();
  /** Keys of which something has arrived that the app has not written into its own records. */
  readonly #arrived = new Set<string>();

  private constructor(mine: AdoptingDevice, other: TestJournal) {
    this.#mine = mine;
    this.#other = other;
  }

  static async open(): Promise<World> {
    const mine = await AdoptingDevice.open();
    return new World(mine, await mine.another());
  }

  async run(command: Command): Promise<void> {
    this.#mine.device.time.now += 1_000;
    switch (command.kind) {
      case 'edit':
        return this.#edit(nameOf(command.key), command.value);
      case 'arrive':
        return await this.#arrive(nameOf(command.key), command.value);
      case 'follow':
        return await this.#follow([nameOf(command.key)]);
      case 'look':
        await this.#look(command);
    }
  }

  /** The app follows what has arrived, and the journal wherever both have moved; then one look, undisturbed, has to do. */
  async settle(): Promise<void> {
    await this.#follow([...this.#arrived]);
    const found = await this.#mine.look(async () => undefined, { absence: 'all-deleted' });
    await this.#follow(found.flatMap((one) => (one.kind === 'conflicting' ? [one.change.key] : [])));
    await this.#mine.look(this.#save, { absence: 'all-deleted' });
  }

  async differences(): Promise<readonly unknown[]> {
    const contents = await this.#mine.journal.collection(COLLECTION).list();
    expect(contents).toEqual(this.#mine.records);
    return await this.#mine.look(this.#save, { absence: 'all-deleted' });
  }

  async #look({ death, isComplete, saves }: Extract<Command, { readonly kind: 'look' }>): Promise<void> {
    const before = await this.#mine.journal.collection(COLLECTION).list();
    const absence = isComplete ? 'all-deleted' : undefined;
    const life = new Life(death);
    const save = saves ? this.#save : async () => undefined;
    await this.#mine.look(save, { life, absence }).catch((cause: unknown) => {
      if (cause !== DIED) throw cause;
    });
    if (isComplete) return;
    const after = await this.#mine.journal.collection(COLLECTION).list();
    expect([...after.keys()]).toEqual(expect.arrayContaining([...before.keys()])); // Absence has deleted nothing.
  }

  /** Only what differs is told; and what takes the place of something takes that of what the app itself once had. */
  readonly #save = async (detected: Detected): Promise<void> => {
    if (detected.kind === 'unstorable') throw detected.error;
    const { change } = detected;
    const wanted = 'value' in change ? change.value : null;
    const there = await this.#inJournal(change.key);
    expect(there).not.toEqual(wanted);
    if (detected.kind === 'conflicting') return;
    if (there !== null) expect(this.#held.get(change.key)).toContain(there);
    await this.#mine.journal.batch([change]);
  };

  async #inJournal(key: string): Promise<number | null> {
    const there = await this.#mine.journal.collection(COLLECTION).get(key);
    return typeof there === 'number' ? there : null;
  }

  async #arrive(key: string, next: number | null): Promise<void> {
    const { journal, server } = this.#mine;
    await push(journal, server);
    await pullFrom(this.#other.journal, server);
    const collection = this.#other.journal.collection(COLLECTION);
    await (next === null ? collection.delete(key) : collection.set(key, next));
    await push(this.#other.journal, server);
    await pullFrom(journal, server);
    this.#arrived.add(key);
  }

  /** Nothing happens where there is nothing to be changed. */
  #edit(key: string, next: number | null): void {
    if ((this.#mine.records.get(key) ?? null) !== next) this.#put(key, next);
  }

  /** Then the app looks: what it would delete right afterwards would otherwise never have been there. */
  async #follow(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.#put(key, await this.#inJournal(key));
      this.#arrived.delete(key);
    }
    await this.#mine.look(async () => undefined);
  }

  #put(key: string, next: number | null): void {
    const { records } = this.#mine;
    if (next === null) records.delete(key);
    else records.set(key, next);
    this.#held.set(key, (this.#held.get(key) ?? new Set()).add(next));
  }
}

test('[G58] [G59] whatever is edited where, and wherever the device dies: all is found, nothing else, and absence deletes nothing', async () => {
  await alwaysHolds(
    fc.asyncProperty(commands, async (script) => {
      const world = await World.open();
      for (const command of script) await world.run(command);
      await world.settle();
      expect(await world.differences()).toEqual([]);
    }),
    RUNS,
  );
}, 120_000);
