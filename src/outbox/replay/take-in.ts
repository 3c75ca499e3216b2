import { insert, move, outlived, type Retention } from '../ledger/edits.ts';
import type { Ledger, LedgerSnapshot } from '../ledger/ledger.ts';
import { newRow } from '../ledger/row.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import { interrupted, lost } from './transition.ts';

/** Which task an entry of the queue belongs to, by the entry's key. Lasts as long as its realm: an entry never changes. */
export type Shelf = Map<number, string>;

/** Where each task's request stands in the queue, by task id. */
export type Places = ReadonlyMap<string, number>;

interface Stores {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
  readonly now: () => number;
}

/**
 * Brings the ledger and the queue together again, whatever was cut off: entries without a row get one, entries whose
 * outcome is known go. Reads only entries that are not on the shelf, one body at a time.
 */
export async function takeIn(stores: Stores, shelf: Shelf): Promise<Places> {
  const { queue, ledger } = stores;
  const places = new Map<string, number>();
  const keys = await queue.keys();
  const rows = new Map((await ledger.read()).rows.map((row) => [row.id, row]));
  for (const key of keys) {
    const id = shelf.get(key) ?? (await admit(stores, key));
    if (id === undefined) continue;
    shelf.set(key, id);
    if (rows.get(id)?.task.status === 'completed') await queue.remove(key);
    else if (!places.has(id)) places.set(id, key);
  }
  return places;
}

/** Lists an entry that nobody has listed yet. Gives its task's id, or nothing when the entry has gone meanwhile. */
async function admit({ queue, ledger, now }: Stores, key: number): Promise<string | undefined> {
  const entry = await queue.read(key);
  if (entry === undefined) return undefined;
  const { stamp, kind } = entry;
  await ledger.change((draft) => insert(draft, newRow(stamp), now()));
  if (kind === 'unreadable') {
    await ledger.change((draft) => move(draft, stamp.id, 'pending', (task) => lost(task, 'request-unreadable', now())));
  }
  return stamp.id;
}

/**
 * Mends what only the holder of the replay lock may judge: a task "on its way" that nobody is sending, a task whose
 * entry is gone. Prunes what has been listed long enough. `before` must have been read before the queue was: a task is
 * stored before it is listed, so one that was listed then and has no place now really has no request.
 */
export async function mend(
  stores: Stores,
  before: LedgerSnapshot,
  places: Places,
  retention: Retention,
): Promise<void> {
  const { ledger, now } = stores;
  const old = outlived(before.rows, now(), retention);
  const stale = before.rows.filter(({ task }) => task.status === 'processing');
  const missing = before.rows.filter(({ id, task }) => task.status === 'pending' && !places.has(id));
  if (old.length + stale.length + missing.length === 0) return;
  await ledger.change(async (draft) => {
    for (const id of old) await draft.remove(id);
    for (const { id } of stale) await move(draft, id, 'processing', interrupted);
    for (const { id } of missing) await move(draft, id, 'pending', (task) => lost(task, 'request-missing', now()));
  });
}
