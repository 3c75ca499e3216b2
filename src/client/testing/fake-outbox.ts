import type { StandardSchemaV1 } from '@standard-schema/spec';
import { BackhaulError, type TaskDefinition } from '../../outbox/index.ts';
import type { Outcome, QueueTask, TaskFailure } from '../../protocol/index.ts';
import type { Client, Receipt } from '../client.ts';
import type { JournalOutbox } from '../journal/sender.ts';

type Snapshot = ReturnType<Client['snapshot']>;

interface Kept {
  task: QueueTask;
  readonly request: Request;
  readonly lane: string | null;
  readonly replaces: string | null;
  readonly dependsOn: readonly string[];
}

/** An outbox in memory that sends nothing by itself: the test says what becomes of a task. */
export class FakeOutbox implements JournalOutbox {
  readonly kept = new Map<string, Kept>();
  /** The device has no room. */
  isFull = false;
  /** Tasks that may be kept and are not completed. */
  room = Number.POSITIVE_INFINITY;
  /** Nothing is stored before this. */
  gate: Promise<void> = Promise.resolve();
  /** Whether what is stored is listed at once. */
  lists = true;
  isOpening = false;
  purges = 0;
  replays = 0;
  readonly #account: string;
  readonly #listeners = new Set<() => void>();
  readonly #unlisted = new Set<string>();
  #count = 0;

  constructor(account: string) {
    this.#account = account;
  }

  get tasks(): readonly QueueTask[] {
    return [...this.kept.values()].map(({ task }) => task).filter(({ id }) => !this.#unlisted.has(id));
  }

  /** How many listen to it. */
  get followers(): number {
    return this.#listeners.size;
  }

  get waiting(): readonly QueueTask[] {
    return this.tasks.filter(({ status }) => status === 'pending');
  }

  readonly snapshot = (): Snapshot => ({
    tasks: this.isOpening ? [] : this.tasks,
    status: { kind: this.isOpening ? 'opening' : 'up-to-date' },
    summary: { waiting: 0, sending: 0, failed: 0, bytes: 0 },
    isPaused: false,
    deliversWhenClosed: true,
    isPersisted: true,
    updateIsReady: false,
  });

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly enqueue: Client['enqueue'] = (definition, context, options) => {
    this.#count += 1;
    const id = `task-${this.#count}`;
    const stored = this.#store(id, definition, context, options?.dependsOn ?? []);
    stored.catch(() => undefined);
    return { id, stored, settled: new Promise(() => undefined) } satisfies Receipt;
  };

  readonly replayNow = (): void => {
    this.replays += 1;
  };

  readonly purge: Client['purge'] = async (matches) => {
    this.purges += 1;
    const found = [...this.kept.values()].filter(({ task }) => task.status !== 'completed' && matches(task));
    const ended = found.filter(({ task }) => task.status !== 'processing'); // What is on its way may arrive.
    for (const { task } of ended) this.#end(task.id, { kind: 'cancelled', mayHaveArrived: false });
    this.tell();
    return found.length;
  };

  readonly discard: Client['discard'] = async (id) => {
    if (this.kept.get(id)?.task.status !== 'failed') throw new BackhaulError('task-not-waiting-for-you', { id });
    this.#end(id, { kind: 'cancelled', mayHaveArrived: false });
    this.tell();
  };

  readonly cancel: Client['cancel'] = async (id) => {
    const status = this.kept.get(id)?.task.status;
    if (status === 'processing') throw new BackhaulError('task-already-sent', { id });
    if (status !== 'pending') throw new BackhaulError('task-not-waiting-for-you', { id });
    this.#end(id, { kind: 'cancelled', mayHaveArrived: false });
    this.tell();
  };

  /** Lists what was stored. */
  list(): void {
    this.#unlisted.clear();
    this.tell();
  }

  begin(id: string): Request {
    const { task, request } = this.#find(id);
    this.#set(id, { ...coreOf(task), status: 'processing', startedAt: 1 });
    this.tell();
    return request.clone();
  }

  end(id: string, outcome: Outcome): void {
    this.#end(id, outcome);
    this.tell();
  }

  deliver(id: string): void {
    this.end(id, { kind: 'delivered', answer: { status: 200, body: '' } });
  }

  fail(id: string, error: TaskFailure): void {
    this.#set(id, { ...coreOf(this.#find(id).task), status: 'failed', processedAt: 1, error });
    this.tell();
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  async #store<Schema extends StandardSchemaV1>(
    id: string,
    definition: TaskDefinition<Schema>,
    input: unknown,
    dependsOn: readonly string[],
  ): Promise<void> {
    const taskType = definition.type;
    const result = await definition.context['~standard'].validate(input);
    if (result.issues !== undefined) throw new BackhaulError('invalid-context', { taskType, issues: ['It is not.'] });
    const context = result.value;
    const request = await definition.request(context);
    await this.gate;
    if (this.isFull) throw new BackhaulError('storage-full', { taskType });
    const held = [...this.kept.values()].filter(({ task }) => task.status !== 'completed');
    if (held.length >= this.room) throw new BackhaulError('outbox-full', { taskType, tasks: held.length, bytes: 0 });
    const replaces = definition.replaces(context);
    const older = held.filter(({ task, ...kept }) => kept.replaces === replaces && task.status !== 'processing');
    if (replaces !== null) for (const { task } of older) this.#end(task.id, { kind: 'superseded', by: id });
    const core = { id, taskType, version: 1, account: this.#account, context, retryCount: 0, createdAt: 1, bytes: 1 };
    const task: QueueTask = { ...core, status: 'pending', wait: { for: 'turn' } };
    this.kept.set(id, { task, request, lane: definition.orderingKey(context), replaces, dependsOn });
    if (!this.lists) this.#unlisted.add(id);
    this.tell();
  }

  #end(id: string, outcome: Outcome): void {
    this.#set(id, { ...coreOf(this.#find(id).task), status: 'completed', processedAt: 1, outcome });
  }

  #set(id: string, task: QueueTask): void {
    this.kept.set(id, { ...this.#find(id), task });
  }

  #find(id: string): Kept {
    const kept = this.kept.get(id);
    if (kept === undefined) throw new Error(`No task ${id}.`);
    return kept;
  }
}

function coreOf({ id, taskType, version, account, context, retryCount, createdAt, bytes }: QueueTask) {
  return { id, taskType, version, account, context, retryCount, createdAt, bytes };
}
