import { BackhaulError } from './errors.ts';
import { insert, move } from './ledger/edits.ts';
import type { Ledger } from './ledger/ledger.ts';
import { newRow } from './ledger/row.ts';
import type { RequestQueue } from './queue/request-queue.ts';
import { resumed, retried } from './replay/transition.ts';
import { PLAIN_REQUEST } from './task/plain-request.ts';
import type { Stamp } from './task/stamp.ts';

/** What a page may do to the outbox besides adding to the queue. */
interface Stores {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
  readonly now: () => number;
}

/** Lists a task that was just stored; the waiting ones that it replaces are superseded in the same transaction. */
export async function list({ ledger, now }: Stores, stamp: Stamp): Promise<void> {
  await ledger.change((draft) => insert(draft, newRow(stamp), now()));
}

/** Lets a failed task be sent again. @throws BackhaulError `task-not-waiting-for-you` */
export async function retry({ ledger }: Stores, id: string): Promise<void> {
  const task = await ledger.change((draft) => move(draft, id, 'failed', retried));
  if (task === undefined) throw new BackhaulError('task-not-waiting-for-you', { id });
}

/**
 * Removes a failed task for good. The request goes first: cut off between the two, the task is still listed as failed,
 * whereas a request without its row would be sent again.
 * @throws BackhaulError `task-not-waiting-for-you`
 */
export async function discard({ ledger, queue }: Stores, id: string): Promise<void> {
  const row = await ledger.change((draft) => draft.get(id));
  if (row?.task.status !== 'failed') throw new BackhaulError('task-not-waiting-for-you', { id });
  await removeEntry(queue, id);
  await ledger.change((draft) => draft.remove(id));
}

async function removeEntry(queue: RequestQueue, id: string): Promise<void> {
  for (const key of await queue.keys()) {
    const entry = await queue.read(key);
    if (entry?.stamp.id === id) await queue.remove(key);
  }
}

/** Lets the tasks go that wait for a sign-in: those of this account, and plain requests, which name none. */
export async function resume({ ledger }: Stores, account: string): Promise<void> {
  const { rows } = await ledger.read();
  const held = rows.filter(({ task }) => task.status === 'pending' && task.wait.for === 'sign-in');
  const ours = held.filter(({ task }) => task.account === account || task.taskType === PLAIN_REQUEST);
  await ledger.change(async (draft) => {
    for (const { id } of ours) await move(draft, id, 'pending', resumed);
  });
}
