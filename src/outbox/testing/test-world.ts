import { StorableRequest } from 'workbox-background-sync';
import { BATCH_PATH, type Controls, type QueueTask, type TasksChanged } from '../../protocol/index.ts';
import { cancel, discard, purge } from '../actions/cancel.ts';
import { list } from '../actions/list.ts';
import { retry } from '../actions/retry.ts';
import { pause, resume, signIn, signOut } from '../actions/switches.ts';
import type { DeliveryOptions } from '../delivery.ts';
import type { Environment } from '../environment.ts';
import type { LedgerRow } from '../ledger/row.ts';
import type { PassOutcome } from '../pass-outcome.ts';
import { replayable } from '../replay/outbox.ts';
import { type Replayer, replayer } from '../replay/replayer.ts';
import type { TaskRules } from '../task/rules.ts';
import { type Stamp, UNASKED } from '../task/stamp.ts';
import type { TraceEvent } from '../trace/trace.ts';
import { oneAfterTheOther } from './exclusively.ts';
import { TestClock } from './test-clock.ts';
import { TestServer } from './test-server.ts';
import { inMemory, type TestStores } from './test-stores.ts';

export const ORIGIN = 'http://server.test';
export const BATCH = { url: `${ORIGIN}${BATCH_PATH}` };

/** How a task is saved: its stamp, and where it goes. */
export interface SaveOptions extends Partial<Stamp> {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An outbox with everything around it in the test's hands. */
export class TestWorld {
  readonly clock = new TestClock(1_000_000);
  readonly server = new TestServer(this.clock.now);
  readonly announced: TasksChanged[] = [];
  readonly traced: TraceEvent[] = [];
  stores: TestStores;
  /** What the dice show. */
  dice = 0.5;
  /** How often others have acted, as this process has heard. */
  acts = 0;
  #environment: Environment;
  #replayer: Replayer;

  constructor(options: DeliveryOptions = {}, open: typeof inMemory = inMemory) {
    this.stores = open((change) => this.announced.push(change));
    this.#environment = this.#newEnvironment();
    this.#replayer = this.anotherReplayer(options);
  }

  /** Forgets the process, locks and all, and keeps the stores; the app comes back with these options. */
  restart(options: DeliveryOptions = {}): void {
    this.#environment = this.#newEnvironment();
    this.#replayer = this.anotherReplayer(options);
  }

  /** The same, and the app has these rules for the tasks that this world saves. */
  restartWith(rules: Partial<TaskRules>, options: DeliveryOptions = {}): void {
    this.restart({ tasks: [{ type: 'save', version: 1, ...rules }], ...options });
  }

  /** As another tab would: over the same stores, behind the same lock. */
  anotherReplayer(options: DeliveryOptions = {}, stores: Partial<TestStores> = {}): Replayer {
    const trace = (event: TraceEvent) => {
      this.traced.push(event);
      options.trace?.(event);
    };
    const environment = this.#environment;
    return replayer(
      replayable({ ...this.stores, environment, othersActed: () => this.acts, ...stores }, { ...options, trace }),
      'lock',
    );
  }

  replay(networkIsBack = false): Promise<PassOutcome> {
    return this.#replayer.replay({ networkIsBack });
  }

  /** What the actions work on. */
  get forActions() {
    return { ...this.stores, now: this.clock.now };
  }

  readonly pause = () => this.#act(pause(this.forActions));
  readonly resume = () => this.#act(resume(this.forActions));
  readonly signIn = (account: string) => this.#act(signIn(this.forActions, account));
  readonly signOut = (account: string) => this.#act(signOut(this.forActions, account));
  readonly retry = (id: string) => this.#act(retry(this.forActions, id));
  readonly discard = (id: string) => this.#act(discard(this.forActions, id));
  readonly cancel = (id: string) => this.#act(cancel(this.forActions, id));
  readonly purge = (matches: (task: QueueTask) => boolean) => this.#act(purge(this.forActions, matches));

  /** Stores a task and lists it, as a page does. Every task is a millisecond younger than the one before. */
  async save(id: string, options: SaveOptions = {}): Promise<void> {
    await list(this.forActions, [await this.store(id, options)]);
  }

  async saveAll(ids: readonly string[], options: SaveOptions = {}): Promise<void> {
    for (const id of ids) await this.save(id, options);
  }

  /** Stores a task that nobody has listed. */
  async store(id: string, { body = `body of ${id}`, headers = {}, ...asked }: SaveOptions = {}) {
    this.clock.advance(1);
    const { origin = ORIGIN } = asked;
    const request = new Request(`${origin}/${id}`, { method: 'POST', body, headers });
    const stamp: Stamp = { ...blank(id, this.clock.now()), bytes: body.length, origin, ...asked };
    const data = (await StorableRequest.fromRequest(request)).toObject();
    return { stamp, place: await this.stores.queue.push(data, stamp) };
  }

  async row(id: string): Promise<LedgerRow | undefined> {
    return (await this.stores.ledger.read()).rows.find((row) => row.id === id);
  }

  async task(id: string): Promise<QueueTask | undefined> {
    return (await this.row(id))?.task;
  }

  /** What has become of each task, in a word. */
  async fates(): Promise<Readonly<Record<string, string>>> {
    const { rows } = await this.stores.ledger.read();
    return Object.fromEntries(rows.map(({ id, task }) => [id, fate(task)]));
  }

  async controls(): Promise<Controls> {
    return (await this.stores.ledger.read()).controls;
  }

  /** How many requests the queue holds. */
  async held(): Promise<number> {
    return (await this.stores.queue.keys()).length;
  }

  /** A page has acted, and announced it. */
  async #act<Result>(acting: Promise<Result>): Promise<Result> {
    const result = await acting;
    this.acts += 1;
    return result;
  }

  #newEnvironment(): Environment {
    const { now, deadline } = this.clock;
    return { now, deadline, random: () => this.dice, fetch: this.server.fetch, exclusively: oneAfterTheOther() };
  }
}

function blank(id: string, createdAt: number): Stamp {
  const context = { of: id };
  return {
    ...UNASKED,
    id,
    taskType: 'save',
    version: 1,
    account: 'me',
    context,
    orderingKey: null,
    replaces: null,
    createdAt,
  };
}

function fate(task: QueueTask): string {
  switch (task.status) {
    case 'pending':
      return `waits for ${task.wait.for}`;
    case 'processing':
      return 'on its way';
    case 'completed':
      return task.outcome.kind;
    case 'failed':
      return `failed: ${task.error.code}`;
  }
}
