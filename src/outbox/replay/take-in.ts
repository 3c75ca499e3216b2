import { insert, move, outlived, type Retention } from '../ledger/edits.ts';
import type { Ledger, LedgerSnapshot } from '../ledger/ledger.ts';
import { newRow } from '../ledger/row.ts';
import type { QueueEntry } from '../queue/entry.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import { interrupted, lost } from './transition.ts';

/** Where each known task's request stands in the queue, by task id. Grows as the queue is read. */
export type Places = Map<string, number>;

interface Stores {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
  readonly now: () => number;
}

/**
 * Brings the ledger and the queue together again, whatever was cut off: entries without a row get one, entries whose
 * outcome is known go. Reads only entries it has not seen, one body at a time.
 */
export async function takeIn({ queue, ledger, now }: Stores, seen: Set<number>, places: Places): Promise<void> {
  const rows = new Map((await ledger.read()).rows.map((row) => [row.id, row]));
  for (const key of await queue.keys()) {
    if (seen.has(key)) continue;
    const entry = await queue.read(key);
    if (entry === undefined) continue;
    const { id } = entry.stamp;
    if (rows.get(id)?.task.status === 'completed') await queue.remove(key);
    else await admit(entry, rows.has(id), ledger, now, places);
    seen.add(key);
  }
}

async function admit(
  entry: QueueEntry,
  known: boolean,
  ledger: Ledger,
  now: () => number,
  places: Places,
): Promise<void> {
  const { key, stamp } = entry;
  if (!places.has(stamp.id)) places.set(stamp.id, key);
  if (!known) await ledger.change((draft) => insert(draft, newRow(stamp), now()));
  if (entry.kind === 'unreadable') {
    await ledger.change((draft) => move(draft, stamp.id, 'pending', (task) => lost(task, 'request-unreadable', now())));
  }
}

/**
 * Mends what only the holder of the replay lock may judge: a task "on its way" that nobody is sending, a task whose
 * entry is gone. Prunes what has been listed long enough.
 */
export async function mend(stores: Stores, snapshot: LedgerSnapshot, places: Places, retention: Retention) {
  const { ledger, now } = stores;
  const old = outlived(snapshot.rows, now(), retention);
  const stale = snapshot.rows.filter(({ task }) => task.status === 'processing');
  const missing = snapshot.rows.filter(({ id, task }) => task.status === 'pending' && !places.has(id));
  if (old.length + stale.length + missing.length === 0) return;
  await ledger.change(async (draft) => {
    for (const id of old) await draft.remove(id);
    for (const { id } of stale) await move(draft, id, 'processing', interrupted);
    for (const { id } of missing) await move(draft, id, 'pending', (task) => lost(task, 'request-missing', now()));
  });
}
