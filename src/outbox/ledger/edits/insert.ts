import type { Stamp } from '../../task/stamp.ts';
import type { Draft } from '../ledger.ts';
import { type LedgerRow, newRow } from '../row.ts';
import { annihilate, annihilatedBy } from './annihilate.ts';
import { successors } from './successors.ts';
import { supersede } from './supersede.ts';

/** `duplicate` when another entry of the queue stands for the same task already: it is the same effect twice. */
export type Inserted = 'listed' | 'duplicate';

/**
 * Lists a task that was just stored, unless it is listed, and does what it asks: those that it replaces are superseded,
 * those that it undoes are annihilated, which leaves it nothing to do.
 */
export async function insert(draft: Draft, stamp: Stamp, place: number | null, now: number): Promise<Inserted> {
  const known = await draft.get(stamp.id);
  if (known !== undefined) return locate(draft, known, place);
  const row = { ...newRow(stamp, place), dependsOn: await successors(draft, stamp.dependsOn) };
  const [undone, ...others] = await annihilatedBy(draft, row, stamp.annihilates);
  if (undone !== undefined) await annihilate(draft, [undone, ...others], row, now);
  else await supersede(draft, row, stamp.insteadOf, now);
  return 'listed';
}

/** The page that stored a task and the worker that finds it both list it; only one of them may know where it lies. */
function locate(draft: Draft, known: LedgerRow, place: number | null): Inserted {
  if (known.place === null && place !== null) draft.put({ ...known, place });
  return place === null || known.place === null || known.place === place ? 'listed' : 'duplicate';
}
