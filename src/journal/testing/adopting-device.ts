import { detect } from '../adopt/detect.ts';
import { sourceId } from '../adopt/digests.ts';
import type { MarkStore } from '../adopt/marks/mark-store.ts';
import { memoryMarkStore } from '../adopt/marks/memory-mark-store.ts';
import type { Detected } from '../adopt/sort.ts';
import type { RecordSource, SourceRecord } from '../adopt/source.ts';
import type { ContentRules } from '../content-rules.ts';
import type { JournalContext } from '../context.ts';
import type { Value } from '../journal.ts';
import { contextOf } from '../kept-context.ts';
import { slicesOf } from '../slices/slices.ts';
import { ModelServer } from './model-server.ts';
import { Life } from './mortal.ts';
import { type TestJournal, testJournal } from './test-journal.ts';

export const COLLECTION = 'notes';

/** A device whose app has records of its own beside the journal, with the server of its account and another device. */
export class AdoptingDevice {
  /** The app's own records. */
  readonly records = new Map<string, Value>();
  device: TestJournal;
  readonly server: ModelServer;
  readonly #marks = memoryMarkStore();

  private constructor(device: TestJournal) {
    this.device = device;
    this.server = new ModelServer(() => device.time.now);
  }

  /** With so many records of which the journal knows nothing. */
  static async open(count = 0): Promise<AdoptingDevice> {
    const device = new AdoptingDevice(await testJournal());
    for (let place = 0; place < count; place += 1) device.records.set(`note ${place}`, `text ${place}`);
    return device;
  }

  /** With so many records, all of which the journal is known to have. */
  static async adopted(count: number): Promise<AdoptingDevice> {
    const opened = await AdoptingDevice.open(count);
    await opened.journal.batch([...opened.records].map(([key, value]) => ({ collection: COLLECTION, key, value })));
    await opened.look(opened.save);
    return opened;
  }

  /** The app is opened again, in a version that treats values in another way. */
  async reopen(content: Partial<ContentRules>): Promise<void> {
    this.device = await testJournal({ ...this.device, content });
  }

  get journal() {
    return this.device.journal;
  }

  another(): Promise<TestJournal> {
    return testJournal({ time: this.device.time });
  }

  /** Looks at the records once; what is found goes to `save` one by one. */
  async look(
    save: (detected: Detected) => Promise<unknown>,
    { life = new Life(), absence }: { readonly life?: Life; readonly absence?: RecordSource['absence'] } = {},
  ): Promise<readonly Detected[]> {
    return await this.lookAt(this.#source(life, absence), save, life);
  }

  /** The same with other records than this device's. */
  async lookAt(
    source: RecordSource,
    save: (detected: Detected) => Promise<unknown>,
    life = new Life(),
  ): Promise<readonly Detected[]> {
    const found: Detected[] = [];
    const adoption = {
      context: mortalContext(contextOf(this.journal), life),
      source,
      sourceId: await sourceId(this.device.account.blinding, source.name),
      marks: mortalMarks(this.#marks, life),
      slices: slicesOf(
        0,
        () => life.step(() => undefined),
        () => 0,
      ),
      signal: undefined,
    };
    for await (const group of detect(adoption)) {
      for (const one of group) {
        found.push(one);
        await life.step(() => save(one));
      }
    }
    return found;
  }

  /** What the app usually does with what is found. */
  readonly save = async (detected: Detected): Promise<void> => {
    if (detected.kind === 'changed') await this.journal.batch([detected.change]);
  };

  #source(life: Life, absence: RecordSource['absence']): RecordSource {
    const { records } = this;
    return {
      name: 'app',
      ...(absence === undefined ? {} : { absence }),
      records: async function* (): AsyncGenerator<SourceRecord> {
        for (const [key, value] of [...records]) yield await life.step(() => ({ collection: COLLECTION, key, value }));
      },
    };
  }
}

function mortalMarks({ read, write, entries }: MarkStore, life: Life): MarkStore {
  return {
    read: (source, ids) => life.step(() => read(source, ids)),
    write: (source, marks) => life.step(() => write(source, marks)),
    entries: (source) => life.step(() => entries(source)),
  };
}

function mortalContext(context: JournalContext, life: Life): JournalContext {
  return { ...context, store: { ...context.store, read: (ids) => life.step(() => context.store.read(ids)) } };
}
