import { collectionsOf, type DeltaContext, deltaContextOf, partContextOf } from '../../journal/delivery/index.ts';
import type { Delta, Journal } from '../../journal/index.ts';
import { compareClocks, type QueueTask } from '../../protocol/index.ts';
import type { Client, Receipt } from '../client.ts';
import type { Group } from './groups.ts';
import { type Enqueued, heldBackBy } from './outcome.ts';
import { type DeltaLane, deltaTask, type Place, partTask } from './tasks.ts';
import type { UnderWay } from './under-way.ts';

/** What a journal's sync uses of a client. */
export type JournalOutbox = Pick<
  Client,
  'enqueue' | 'snapshot' | 'subscribe' | 'purge' | 'discard' | 'cancel' | 'replayNow'
>;

interface Sending {
  readonly client: JournalOutbox;
  readonly journal: Pick<Journal, 'account' | 'collectionId' | 'delta'>;
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

/** The parts that are not about to be sent anyway, and then what commits them. */
async function enqueueDelta(
  { client, journal: { account }, underWay, origin }: Sending,
  lane: DeltaLane,
  delta: Delta,
  context: DeltaContext,
): Promise<Receipt> {
  const place: Place = { account, origin };
  const { collections } = context;
  const kept = async (receipt: Receipt, context: unknown) => {
    await receipt.stored;
    underWay.stored({ id: receipt.id, context });
  };
  const keeping: Promise<void>[] = [];
  const dependsOn = delta.parts.map((part) => {
    const known = underWay.taskOfPart(part.id);
    if (known !== undefined) return known;
    const partContext = { collections, part: part.id, bytes: part.bytes.byteLength };
    const receipt = client.enqueue(partTask(place, part), partContext);
    keeping.push(kept(receipt, partContext));
    return receipt.id;
  });
  const receipt = client.enqueue(deltaTask(place, lane, delta), context, { dependsOn });
  await Promise.all([...keeping, kept(receipt, context)]);
  return receipt;
}

/**
 * Purges what the newer deltas make vain: parts that none of them names, and deltas of a gathering that took more of them.
 * Those of the same place are replaced by the outbox itself.
 */
async function dropOlder({ client, isOurs }: Sending, deltas: readonly Delta[]): Promise<void> {
  const collections = new Set(deltas.flatMap((delta) => delta.collections));
  const named = new Set(deltas.flatMap(({ parts }) => parts.map(({ id }) => id)));
  const isVain = (task: QueueTask) => {
    if (task.status === 'processing' || task.status === 'completed' || !isOurs(task)) return false;
    const { context } = task;
    if (!collectionsOf(context).some((id) => collections.has(id))) return false;
    const part = partContextOf(context)?.part;
    if (part !== undefined) return !named.has(part);
    return (deltaContextOf(context)?.place ?? -1) >= deltas.length;
  };
  if (client.snapshot().tasks.some(isVain)) await client.purge(isVain);
}
