import {
  chunksContextOf,
  collectionsOf,
  type DeltaContext,
  deltaContextOf,
  partContextOf,
} from '../../journal/delivery/index.ts';
import type { Delta, Journal } from '../../journal/index.ts';
import { compareClocks, type QueueTask } from '../../protocol/index.ts';
import type { Client, Receipt } from '../client.ts';
import type { Group } from './groups.ts';
import { type Enqueued, heldBackBy } from './outcome.ts';
import { chunksTask, type DeltaLane, deltaTask, type Place, partTask } from './tasks.ts';
import type { UnderWay } from './under-way.ts';
import { sizeOf, uploadChunks } from './upload-chunks.ts';

/** What a journal's sync uses of a client. */
export type JournalOutbox = Pick<
  Client,
  'enqueue' | 'snapshot' | 'subscribe' | 'purge' | 'discard' | 'cancel' | 'replayNow'
>;

interface Sending {
  readonly client: JournalOutbox;
  readonly journal: Pick<Journal, 'account' | 'collectionId' | 'delta' | 'chunks'>;
  readonly underWay: UnderWay;
  readonly origin: string;
  readonly isOurs: (task: QueueTask) => boolean;
}

/** Puts into the outbox all that is dirty in these collections of a group. One call at a time for each group; never rejects. */
export type Send = (group: Group, names: readonly string[]) => Promise<Enqueued>;

export function sender(sending: Sending): Send {
  return async (group, names) => {
    try {
      const { journal } = sending;
      const deltas = await journal.delta(names);
      if (deltas.length === 0) return { kind: 'enqueued', receipts: [] };
      const lane = { type: group.type, lane: `${group.type}:${await journal.collectionId(group.name)}` };
      const receipts = await enqueueAll(sending, lane, deltas);
      await dropOlder(sending, deltas).catch(() => undefined); // They only go in vain.
      return { kind: 'enqueued', receipts };
    } catch (error) {
      return heldBackBy(error);
    }
  };
}

/** @throws BackhaulError for one that could not be kept; then those beside it count for nothing. */
async function enqueueAll(sending: Sending, lane: DeltaLane, deltas: readonly Delta[]): Promise<readonly Receipt[]> {
  const gathering = crypto.randomUUID();
  const newest = deltas.map((delta) => delta.newest).reduce((a, b) => (compareClocks(a, b) < 0 ? b : a));
  const enqueued = deltas.map((delta, place) => {
    const { collections, entries, body } = delta;
    const context = { collections, entries, bytes: body.byteLength, gathering, deltas: deltas.length, place, newest };
    return enqueueDelta(sending, lane, delta, { ...context, collections: [...collections] });
  });
  return await Promise.all(enqueued);
}

/** The parts and chunks that are not about to be sent anyway, and then what commits them. */
async function enqueueDelta(sending: Sending, lane: DeltaLane, delta: Delta, context: DeltaContext): Promise<Receipt> {
  const { client, journal, underWay, origin } = sending;
  const place: Place = { account: journal.account, origin };
  const { collections } = context;
  const keeping: Promise<void>[] = [];
  const enqueue: Enqueue = (task, context, options) => {
    const receipt = client.enqueue(task, context, options);
    keeping.push(receipt.stored.then(() => underWay.stored({ id: receipt.id, context })));
    return receipt;
  };
  const parts = delta.parts.map((part) => {
    const known = underWay.taskOfPart(part.id);
    return known ?? enqueue(partTask(place, part), { collections, part: part.id, bytes: part.bytes.byteLength }).id;
  });
  const chunks = await uploadChunks(sending, delta.chunks, (batch) => {
    const context = { collections, chunks: batch.map(({ id }) => id), bytes: sizeOf(batch) };
    return enqueue(chunksTask(place, batch), context).id;
  });
  const receipt = enqueue(deltaTask(place, lane, delta), context, { dependsOn: [...parts, ...chunks] });
  await Promise.all(keeping);
  return receipt;
}

type Enqueue = JournalOutbox['enqueue'];

/**
 * Purges what the newer deltas make vain: parts and chunks that none of them names, and deltas of a gathering that took more of them.
 * Those of the same place are replaced by the outbox itself.
 */
async function dropOlder({ client, isOurs }: Sending, deltas: readonly Delta[]): Promise<void> {
  const collections = new Set(deltas.flatMap((delta) => delta.collections));
  const named = new Set<string>(deltas.flatMap(({ parts, chunks }) => [...parts.map(({ id }) => id), ...chunks]));
  const isVain = (task: QueueTask) => {
    if (task.status === 'processing' || task.status === 'completed' || !isOurs(task)) return false;
    const { context } = task;
    if (!collectionsOf(context).some((id) => collections.has(id))) return false;
    const part = partContextOf(context)?.part;
    if (part !== undefined) return !named.has(part);
    const chunks = chunksContextOf(context)?.chunks;
    if (chunks !== undefined) return !chunks.some((id) => named.has(id));
    return (deltaContextOf(context)?.place ?? -1) >= deltas.length;
  };
  if (client.snapshot().tasks.some(isVain)) await client.purge(isVain);
}
