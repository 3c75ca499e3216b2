import type { QueueTask } from '../../protocol/index.ts';
import { BackhaulError } from '../errors.ts';
import { settle } from '../ledger/edits/settle.ts';
import type { Draft } from '../ledger/ledger.ts';
import type { LedgerRow } from '../ledger/row.ts';
import { cancelled } from '../ledger/states.ts';
import { takeIn } from '../replay/take-in.ts';
import type { Stores } from './stores.ts';

/**
 * Ends a task that waits, before it is sent.
 * @throws BackhaulError `task-already-sent`, `task-not-waiting-for-you`
 */
export async function cancel(stores: Stores, id: string): Promise<void> {
  await takeIn(stores); // It may be stored and not yet listed.
  const row = await stores.ledger.change(async (draft) => {
    const found = await draft.get(id);
    if (found?.task.status === 'pending') await end(draft, found, stores.now());
    return found;
  });
  if (row?.task.status === 'processing') throw new BackhaulError('task-already-sent', { id });
  if (row?.task.status !== 'pending') throw new BackhaulError('task-not-waiting-for-you', { id });
  await dropEntries(stores, [row]);
}

/**
 * Ends a failed task and removes its request for good. It stays known as cancelled for as long as any settled task does:
 * what is enqueued later may depend on it. @throws BackhaulError `task-not-waiting-for-you`
 */
export async function discard(stores: Stores, id: string): Promise<void> {
  const row = await stores.ledger.change(async (draft) => {
    const found = await draft.get(id);
    if (found?.task.status === 'failed') await end(draft, found, stores.now());
    return found;
  });
  if (row?.task.status !== 'failed') throw new BackhaulError('task-not-waiting-for-you', { id });
  await dropEntries(stores, [row]);
}

/**
 * Ends every waiting or failed task that matches; one on its way is not sent once more if it does not arrive.
 * Gives how many there were.
 */
export async function purge(stores: Stores, matches: (task: QueueTask) => boolean): Promise<number> {
  await takeIn(stores);
  const { rows } = await stores.ledger.read();
  const ids = rows.filter(({ task }) => task.status !== 'completed' && matches(task)).map(({ id }) => id);
  const ended = await stores.ledger.change(async (draft) => {
    const purged: LedgerRow[] = [];
    for (const id of ids) {
      const row = await draft.get(id);
      if (row === undefined || row.task.status === 'completed') continue;
      purged.push(row);
      if (row.task.status === 'processing') draft.put({ ...row, isCancelled: true });
      else await end(draft, row, stores.now());
    }
    return purged;
  });
  await dropEntries(
    stores,
    ended.filter(({ task }) => task.status !== 'processing'),
  );
  return ended.length;
}

async function end(draft: Draft, row: LedgerRow, now: number): Promise<void> {
  await settle(draft, { ...row, task: cancelled(row, now) }, now);
}

/** After the outcome is written: cut off before this, the next replay drops them. */
async function dropEntries({ queue }: Stores, rows: readonly LedgerRow[]): Promise<void> {
  const places = rows.flatMap(({ place }) => place ?? []);
  if (places.length > 0) await queue.remove(places);
}
