import { insert } from '../ledger/edits/insert.ts';
import { move } from '../ledger/edits/move.ts';
import type { Draft, Ledger, LedgerSnapshot } from '../ledger/ledger.ts';
import type { QueueEntry } from '../queue/entry.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import { unsendable } from './transition.ts';

interface Stores {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
  readonly now: () => number;
}

/** The keys that the queue holds. It holds none for a task that is not located yet. */
export type Places = ReadonlySet<number | null>;

export interface TakenIn {
  /** The ledger as it was before the queue was looked at. */
  readonly before: LedgerSnapshot;
  readonly places: Places;
  readonly snapshot: LedgerSnapshot;
}

/** Entries that are read at once, bodies included. */
const CHUNK = 50;

/**
 * Brings the ledger and the queue together again, whatever was cut off: entries that nobody has listed are, entries
 * whose outcome is known go. Gives the keys that the queue holds, and the ledger with all of them. Anybody may do this at
 * any time.
 */
export async function takeIn({ queue, ledger, now }: Stores): Promise<TakenIn> {
  const before = await ledger.read();
  const keys = await queue.keys();
  const { rows } = before;
  const located = new Set(rows.map(({ place }) => place));
  const superfluous = rows.flatMap(({ task, place }) => (task.status === 'completed' ? (place ?? []) : []));
  const held = new Set(keys);
  const unlisted = keys.filter((key) => !located.has(key));
  for (let start = 0; start < unlisted.length; start += CHUNK) {
    const entries = await queue.read(unlisted.slice(start, start + CHUNK));
    superfluous.push(...(await ledger.change((draft) => listAll(draft, entries, now()))));
  }
  const gone = superfluous.filter((key) => held.has(key));
  if (gone.length > 0) await queue.remove(gone);
  for (const key of gone) held.delete(key);
  return { before, places: held, snapshot: unlisted.length === 0 ? before : await ledger.read() };
}

/** Gives the keys of the entries that are not needed. */
async function listAll(draft: Draft, entries: readonly QueueEntry[], now: number): Promise<readonly number[]> {
  const superfluous: number[] = [];
  for (const { key, stamp, kind } of entries) {
    if (!(await insert(draft, stamp, key, now))) superfluous.push(key);
    if (kind === 'unreadable') {
      await move(draft, stamp.id, 'pending', (row) => unsendable(row, 'request-unreadable', now), now);
    }
    if ((await draft.get(stamp.id))?.task.status === 'completed') superfluous.push(key);
  }
  return superfluous;
}
