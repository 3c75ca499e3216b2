import {
  type Account,
  AccountError,
  deriveKeys,
  type KeptAccount,
  newDevice,
  phraseOf,
  prepareRotation,
} from '../../account/index.ts';
import { ModelEpochs } from '../../account/testing/model-epochs.ts';
import type { Entry } from '../../protocol/index.ts';
import type { ContentRules } from '../content-rules.ts';
import { HEADS } from '../heads/names.ts';
import type { Journal } from '../journal.ts';
import { entryId } from '../names/blind-ids.ts';
import type { JournalStore } from '../store/journal-store.ts';
import { ModelServer } from './model-server.ts';
import { keptInMemory, SECRET, type TestJournal, TestTime, testJournal } from './test-journal.ts';

const ORIGIN = 'http://server.test';

/** Devices of one account, and a server that knows of epochs. */
export class RotatingAccount {
  readonly time = new TestTime();
  readonly server: ModelServer;
  readonly epochs: ModelEpochs;
  /** What was written down, by the keyring that came with it. */
  readonly #written = new Map<string | undefined, string>([[undefined, phraseOf(SECRET)]]);
  /** Ids of the devices' heads. */
  readonly #heads = new Set<string>();
  readonly #content: Partial<ContentRules>;

  private constructor(account: Pick<Account, 'id' | 'accountKey'>, content: Partial<ContentRules>) {
    this.#content = content;
    this.server = new ModelServer(() => this.time.now);
    this.epochs = new ModelEpochs({
      account: account.id,
      key: account.accountKey,
      cursor: () => this.server.cursor,
    });
    this.server.epochs = this.epochs;
  }

  static async open(content: Partial<ContentRules> = {}): Promise<RotatingAccount> {
    return new RotatingAccount(await deriveKeys(SECRET), content);
  }

  /** Another device, which has the account's first keys. */
  async device(): Promise<Rotating> {
    const kept = keptInMemory({ ...(await deriveKeys(SECRET)), device: await newDevice() });
    return await this.opened(kept);
  }

  /** A device as it is opened anew. */
  async opened(kept: KeptAccount, store?: JournalStore, time = this.time): Promise<Rotating> {
    const account = await kept.read();
    if (account === undefined) throw new Error('It keeps no account.');
    this.#heads.add(await entryId(account.blinding, HEADS, account.device.id));
    return { ...(await testJournal({ account, kept, time, content: this.#content, ...(store && { store }) })), kept };
  }

  /** Gives what sets the server back to what it is now, and says so by another name of its history. */
  backup(): () => void {
    const [contents, setEpochsBack] = [this.server.backup(), this.epochs.backup()];
    return () => {
      this.server.restore(contents, `generation-${contents.cursor}-restored`.padEnd(22, 'a'));
      setEpochsBack();
    };
  }

  /** The words of now. */
  get phrase(): string {
    return this.#written.get(this.epochs.keyring) ?? '';
  }

  /** What the server holds but heads, which are made anew and not sealed again. */
  get entries(): readonly Entry[] {
    return [...this.server.held.values()].flatMap(({ entry }) => (this.#heads.has(entry.id) ? [] : [entry]));
  }

  /** What a rotation asks, as the device and as the account. */
  get ways() {
    return { origin: ORIGIN, fetch: this.server.fetch, read: this.server.fetch, now: () => this.time.now };
  }

  /** Changes the keys, on this device; the new words are those of now. */
  async rotate({ journal, account }: Pick<TestJournal, 'journal' | 'account'>, ways = this.ways): Promise<void> {
    const prepared = await prepareRotation(this.phrase, account, this.ways);
    this.#written.set(prepared.next.keyring, prepared.phrase);
    await (await journal.epochs()).rotate(prepared, ways);
  }
}

export interface Rotating extends TestJournal {
  readonly kept: KeptAccount;
}

/** Of a device that was not told, or has asked too early: it may ask again. */
export function isRefusal(cause: unknown): boolean {
  return cause instanceof AccountError && (cause.code === 'keys-replaced' || cause.code === 'not-caught-up');
}

/** Seals again all that is under keys of the past, and gives the collections as often as something was. */
export async function resealAll(journal: Journal): Promise<readonly string[]> {
  const { reseal } = await journal.epochs();
  const all: string[] = [];
  for (let some = await reseal(); some !== undefined; some = await reseal()) all.push(...some.collections);
  return all;
}
