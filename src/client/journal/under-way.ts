import { chunksContextOf, type DeltaContext, deltaContextOf, partContextOf } from '../../journal/delivery/index.ts';
import type { DirtyCollection } from '../../journal/index.ts';
import { type ChunkId, compareClocks, type PartId, parseProblem, type QueueTask } from '../../protocol/index.ts';

/** A task that is safe in the outbox, which lists it a moment later. */
interface Stored {
  readonly id: string;
  readonly context: unknown;
}

/** The newest clock that the outbox carries of each collection, by blind ids. */
type Carried = ReadonlyMap<string, DeltaContext['newest']>;

/** What of the journal the outbox brings to the server, also in tasks that it has not listed yet. */
export class UnderWay {
  #listed: readonly QueueTask[] = [];
  readonly #stored = new Map<string, Stored>();
  /** Contexts stay as they are, and are looked at often. */
  readonly #deltas = new WeakMap<object, DeltaContext | null>();

  stored(task: Stored): void {
    if (!this.#listed.some(({ id }) => id === task.id)) this.#stored.set(task.id, task);
  }

  /** Takes in what the outbox lists of ours. */
  observe(ours: readonly QueueTask[]): void {
    this.#listed = ours;
    for (const { id } of ours) this.#stored.delete(id);
  }

  /** How many tasks wait or are on their way. */
  get waiting(): number {
    return this.#stored.size + this.#listed.filter(isWaiting).length;
  }

  /** Whether nothing is dirty in these collections that would not arrive. */
  carriesAll(collections: readonly DirtyCollection[]): boolean {
    const carried = this.#carried();
    return collections.every(({ id, newest }) => {
      const until = carried.get(id);
      return until !== undefined && compareClocks(newest, until) <= 0;
    });
  }

  /** The task that is about to bring a part. */
  taskOfPart(part: PartId): string | undefined {
    const waiting = this.#listed.filter(isWaiting);
    const isIts = ({ context }: Stored) => partContextOf(context)?.part === part;
    return [...waiting, ...this.#stored.values()].find(isIts)?.id;
  }

  /** The tasks that are about to bring chunks, by these. */
  tasksOfChunks(): ReadonlyMap<ChunkId, string> {
    const bringing = [...this.#listed.filter(isWaiting), ...this.#stored.values()];
    return new Map(
      bringing.flatMap(({ id, context }) => (chunksContextOf(context)?.chunks ?? []).map((chunk) => [chunk, id])),
    );
  }

  #carried(): Carried {
    const carried = new Map<string, DeltaContext['newest']>();
    for (const gathered of this.#gatherings()) {
      const [first] = gathered;
      if (first === undefined || gathered.length < first.deltas) continue; // What is in the others is nowhere.
      for (const id of gathered.flatMap(({ collections }) => collections)) {
        const known = carried.get(id);
        if (known === undefined || compareClocks(known, first.newest) < 0) carried.set(id, first.newest);
      }
    }
    return carried;
  }

  /** What was gathered together and is not all delivered, as far as it arrives or has arrived. */
  #gatherings(): Iterable<readonly DeltaContext[]> {
    const arriving = [...this.#listed.filter((task) => this.#arrives(task)), ...this.#stored.values()];
    const alive = new Set(arriving.flatMap((task) => this.#deltaOf(task)?.gathering ?? []));
    const gatherings = new Map<string, DeltaContext[]>();
    for (const task of [...arriving, ...this.#listed.filter(isDelivered)]) {
      const delta = this.#deltaOf(task);
      if (delta === undefined || !alive.has(delta.gathering)) continue;
      gatherings.set(delta.gathering, [...(gatherings.get(delta.gathering) ?? []), delta]);
    }
    return gatherings.values();
  }

  /** A task whose request is gone brings nothing to the server any more, unlike one that waits for the person. */
  #arrives(task: QueueTask): boolean {
    if (task.status !== 'failed') return task.status !== 'completed';
    const { code, dependency } = task.error;
    if (code === 'dependency-failed')
      return this.#listed.some(({ id, status }) => id === dependency && status === 'failed');
    return (code === 'refused' || code === 'conflict') && !mustBeMadeAnew(task);
  }

  #deltaOf({ context }: Stored): DeltaContext | undefined {
    if (typeof context !== 'object' || context === null) return undefined;
    const known = this.#deltas.get(context);
    if (known !== undefined) return known ?? undefined;
    const delta = deltaContextOf(context);
    this.#deltas.set(context, delta ?? null);
    return delta;
  }
}

function isWaiting({ status }: QueueTask): boolean {
  return status === 'pending' || status === 'processing';
}

function isDelivered(task: QueueTask): boolean {
  return task.status === 'completed' && task.outcome.kind === 'delivered';
}

const MADE_ANEW: readonly unknown[] = [
  'clock-ahead',
  'parts-missing',
  'chunks-missing',
  'epoch-superseded',
  'epoch-not-next',
  'tombstones-pruned',
  'idempotency-key-reused',
];

/** Whether the server will never take this request, and would take another one with the same in it. */
export function mustBeMadeAnew(task: QueueTask): boolean {
  if (task.status === 'completed') return task.outcome.kind === 'conceded';
  return task.status === 'failed' && MADE_ANEW.includes(parseProblem(task.error.answer?.body ?? '')?.code);
}
