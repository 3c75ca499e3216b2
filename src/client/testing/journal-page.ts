import * as v from 'valibot';
import { onTestFinished, vi } from 'vitest';
import { journalRules } from '../../journal/delivery/index.ts';
import type { Change, Delta, Journal, Value } from '../../journal/index.ts';
import {
  type Chunk,
  chunksPath,
  type DeltaAnswer,
  decodeChunks,
  decodeDelta,
  encodeDeltaAnswer,
  partIdSchema,
  problem,
  type QueueTask,
} from '../../protocol/index.ts';
import { groupsOf } from '../journal/groups.ts';
import { JournalDelivery } from '../journal/journal-delivery.ts';
import type { JournalSyncState, Saved } from '../journal/journal-sync.ts';
import { switches } from '../journal/switches.ts';
import { FakeOutbox } from './fake-outbox.ts';

export const ORIGIN = 'http://server.test';
const DELTA_TYPES = ['update-profile', 'save-user-config', 'sync-space-keys'];

const groupOf = groupsOf([
  { type: 'update-profile', group: (name) => (name === 'profile' ? name : undefined) },
  { type: 'save-user-config', group: (name) => (name.startsWith('config-') ? 'config' : undefined) },
  { type: 'sync-space-keys', group: (name) => (name.startsWith('space:') ? name : undefined) },
]);

const wait = setTimeout;

/** What takes time of its own, as sealing does, takes less than this. */
function aMoment(): Promise<void> {
  return new Promise((resolve) => wait(resolve, 2));
}

export const change = (collection: string, key: string, value: Value): Change => ({ collection, key, value });

/** A journal, the clock that it goes by, and the protocol's server, as the journal's own tests have them. */
export interface JournalWorld {
  readonly journal: Journal;
  readonly time: { now: number };
  readonly server: {
    readonly upload: (parts: Delta['parts']) => void;
    readonly keep: (chunks: readonly Chunk[]) => void;
    readonly merge: (
      body: Uint8Array,
    ) =>
      | { readonly kind: 'merged'; readonly answer: DeltaAnswer }
      | { readonly kind: 'clock-ahead'; readonly now: number }
      | { readonly kind: 'chunks-missing'; readonly missing: readonly string[] }
      | { readonly kind: 'tombstones-pruned' | 'invalid-body' }
      | { readonly kind: 'epoch-superseded'; readonly epoch: number };
  };
}

/** Pages of one device with a journal, and an outbox that the test moves on. Time is the test's: its timers are fake. */
export class JournalPages {
  readonly journal: Journal;
  readonly client: FakeOutbox;
  shown: Partial<JournalSyncState> = {};
  readonly #time: JournalWorld['time'];
  readonly #server: JournalWorld['server'];
  #lifetime = new AbortController();

  constructor({ journal, time, server }: JournalWorld) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    this.journal = journal;
    this.client = new FakeOutbox(journal.account);
    this.#time = time;
    this.#server = server;
  }

  /** A new page; the one before it is closed. */
  openPage() {
    this.close();
    this.#lifetime = new AbortController();
    return this.openTab(this.#lifetime.signal);
  }

  /** One more page. */
  openTab(lifetime: AbortSignal) {
    const { journal, client } = this;
    const isOurs = ({ account, taskType }: QueueTask) =>
      account === journal.account && ['upload-part', 'upload-chunks', ...DELTA_TYPES].includes(taskType);
    const show = (facts: Partial<JournalSyncState>) => {
      this.shown = { ...this.shown, ...facts };
    };
    const parts = { client, journal, groupOf, isOurs, origin: ORIGIN, now: () => Date.now(), show };
    const delivery = new JournalDelivery(parts, lifetime);
    const stops = [client.subscribe(() => delivery.observe()), journal.watch((changed) => delivery.hear(changed))];
    lifetime.addEventListener('abort', () => {
      for (const stop of stops) stop();
    });
    delivery.observe();
    const save = async (...changes: readonly Change[]): Promise<Saved> => {
      const changed = await journal.batch(changes);
      return changed.length === 0 ? { kind: 'nothing-changed' } : await delivery.enqueue(changed);
    };
    return { delivery, save, ...switches(parts, delivery, lifetime) };
  }

  close(): void {
    this.#lifetime.abort();
  }

  /** Lets so much time go by, and everything come to rest. */
  async rest(milliseconds = 0): Promise<void> {
    this.#time.now += milliseconds;
    await vi.advanceTimersByTimeAsync(milliseconds);
    for (let turn = 0; turn < 10; turn += 1) {
      await aMoment();
      await vi.advanceTimersByTimeAsync(1);
    }
  }

  /** Saves a delta too large for one request, of which a part fails for good, and the delta with it. Gives the part's id. */
  async failPart(save: (...changes: readonly Change[]) => Promise<Saved>): Promise<string> {
    const values = Array.from({ length: 12 }, () => crypto.getRandomValues(new Uint8Array(30_000)));
    await save(...values.map((value, place) => change('profile', `picture-${place}`, value)));
    const idOf = (type: string) => this.client.waiting.find(({ taskType }) => taskType === type)?.id ?? '';
    const [part, delta] = [idOf('upload-part'), idOf('update-profile')];
    this.client.fail(part, { code: 'refused', message: 'No.' });
    this.client.fail(delta, { code: 'dependency-failed', message: 'No.', dependency: part });
    return part;
  }

  get typesWaiting(): string[] {
    return this.client.waiting.map(({ taskType }) => taskType);
  }

  /** How many entries each delta that waits holds. */
  entriesWaiting(): Promise<number[]> {
    const waiting = [...this.client.kept.values()].filter(({ task }) => task.status === 'pending');
    const entriesIn = async (request: Request) => decodeDelta(new Uint8Array(await request.arrayBuffer())).length;
    return Promise.all(waiting.map(({ request }) => entriesIn(request.clone())));
  }

  async dirty(): Promise<readonly string[]> {
    return (await this.journal.dirty()).map(({ name }) => name).sort();
  }

  /** Sends a task and takes in the answer, as a worker does. */
  async deliver(id: string): Promise<void> {
    const { task } = this.client.kept.get(id) ?? {};
    const request = this.client.begin(id);
    const answer = await this.#answer(request.clone());
    if (typeof answer !== 'string') {
      await this.#rules(task)?.accept?.({ context: task?.context, request, body: answer });
      this.client.deliver(id);
      return;
    }
    const conflict = { context: task?.context, request, answer: { status: 409, body: answer } };
    await this.#rules(task)?.resolve?.(conflict);
    this.client.end(id, { kind: 'conceded', answer: conflict.answer });
  }

  #rules(task: QueueTask | undefined) {
    const rules = journalRules({ types: DELTA_TYPES, open: async () => this.journal });
    return rules.find(({ type }) => type === task?.taskType);
  }

  /** Everything that waits, until nothing does. */
  async deliverAll(): Promise<void> {
    await this.rest();
    for (let turn = 0; turn < 1_000 && this.client.waiting.length > 0; turn += 1) {
      const next = this.client.waiting.find(({ id }) => this.#mayGo(id));
      if (next === undefined) throw new Error('All wait for something that does not come.');
      await this.deliver(next.id);
      await this.rest();
    }
  }

  #mayGo(id: string): boolean {
    const dependsOn = this.client.kept.get(id)?.dependsOn ?? [];
    return dependsOn.every((other) => this.client.kept.get(other)?.task.status === 'completed');
  }

  /** Nothing for a conflict but why. */
  async #answer(request: Request): Promise<Uint8Array | string> {
    const bytes = new Uint8Array(await request.arrayBuffer());
    const { pathname } = new URL(request.url);
    if (pathname === chunksPath(this.journal.account)) {
      this.#server.keep(decodeChunks(bytes));
      return new Uint8Array();
    }
    if (request.method === 'PUT') {
      const id = v.parse(partIdSchema, pathname.split('/').at(-1));
      this.#server.upload([{ id, bytes }]);
      return new Uint8Array();
    }
    if (request.method === 'DELETE') return new Uint8Array();
    const reply = this.#server.merge(bytes);
    if (reply.kind === 'merged') return encodeDeltaAnswer(reply.answer);
    const { kind, ...details } = reply;
    return JSON.stringify({ ...problem(kind, 409, 'No.'), ...details });
  }
}

/** The pages of a test, which are closed at its end. */
export function openPages(world: JournalWorld): JournalPages {
  const pages = new JournalPages(world);
  onTestFinished(() => {
    pages.close();
    vi.useRealTimers();
  });
  return pages;
}
