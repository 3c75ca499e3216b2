import { insert } from '../ledger/edits/insert.ts';
import { settle } from '../ledger/edits/settle.ts';
import type { Draft, Ledger, LedgerSnapshot } from '../ledger/ledger.ts';
import type { QueueEntry } from '../queue/entry.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import { unsendable } from './transition.ts';

interface Stores {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
  readonly now: () => number;
}

export interface TakenIn {
  /** The ledger as it was before the queue was looked at. */
  readonly before: LedgerSnapshot;
  readonly places: ReadonlySet<number>;
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
  const located = new Set(rows.flatMap(({ place }) => place ?? []));
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
    if ((await insert(draft, stamp, key, now)) === 'duplicate') superfluous.push(key);
    const row = await draft.get(stamp.id);
    if (row?.task.status === 'completed') superfluous.push(key);
    else if (kind === 'unreadable' && row?.task.status === 'pending') {
      await settle(draft, unsendable(row, 'request-unreadable', now), now);
    }
  }
  return superfluous;
}
