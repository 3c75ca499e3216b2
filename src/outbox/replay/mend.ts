import { move } from '../ledger/edits/move.ts';
import { revive } from '../ledger/edits/revive.ts';
import { outlived } from '../ledger/retention.ts';
import type { LedgerRow } from '../ledger/row.ts';
import type { Knowledge } from '../send/prepare.ts';
import type { Outbox } from './outbox.ts';
import type { Places, TakenIn } from './take-in.ts';
import { interrupted, unsendable } from './transition.ts';

/**
 * Mends what only the holder of the replay lock may judge: a task "on its way" that nobody is sending, a task whose
 * entry is gone, a quarantined one that this version knows. Prunes what has been listed long enough. A task is stored
 * before it is listed: one that was listed before the queue was looked at, and has no place in it, has no request.
 */
export async function mend(
  { ledger, now, knowledge, limits }: Outbox,
  { before: { rows }, places }: TakenIn,
): Promise<void> {
  if (rows.length === 0) return; // Nothing is written, so that no ledger is made where there is none.
  const at = now();
  const old = outlived(rows, at, limits.retention);
  const stale = rows.filter(({ task }) => task.status === 'processing');
  const missing = rows.filter((row) => isMissing(row, places));
  const known = rows.filter((row) => isKnownNow(row, knowledge));
  await ledger.change(async (draft) => {
    for (const id of old) draft.remove(id);
    for (const { id } of stale) await move(draft, id, 'processing', (row) => interrupted(row, at), at);
    for (const { id } of known) await revive(draft, id, at);
    const missed = (row: LedgerRow) => (isMissing(row, places) ? unsendable(row, 'request-missing', at) : row);
    for (const { id } of missing) await move(draft, id, 'pending', missed, at); // Its place may have become known since.
  });
}

function isMissing({ task, place }: LedgerRow, places: Places): boolean {
  return task.status === 'pending' && !places.has(place);
}

/** Whether a task was quarantined by a version of the app that did not know it, as this one does. */
function isKnownNow({ task }: LedgerRow, { objection }: Knowledge): boolean {
  const wasUnknown = task.status === 'failed' && task.error.code.startsWith('unknown-');
  return wasUnknown && !objection(task.taskType, task.version);
}
