import type { Stamp } from '../../task/stamp.ts';
import type { Draft } from '../ledger.ts';
import type { LedgerRow } from '../row.ts';
import { newRow } from '../states.ts';
import { annihilate } from './annihilate.ts';
import { successors } from './successors.ts';
import { supersede } from './supersede.ts';

/**
 * Lists a task that was just stored, unless it is listed, and does what it asks: those that it replaces are superseded,
 * those that it undoes are annihilated, which leaves it nothing to do. Says whether its entry is needed: not when another
 * one stands for the same task already, since it is the same effect twice.
 */
export async function insert(draft: Draft, stamp: Stamp, place: number | null, now: number): Promise<boolean> {
  const known = await draft.get(stamp.id);
  if (known !== undefined) return locate(draft, known, place);
  const row = { ...newRow(stamp, place), dependsOn: await successors(draft, stamp.dependsOn) };
  const isUndoing = await annihilate(draft, row, stamp.annihilates, now);
  if (!isUndoing) await supersede(draft, row, stamp.insteadOf, now);
  return true;
}

/** The page that stored a task and the worker that finds it both list it; only one of them may know where it lies. */
function locate(draft: Draft, known: LedgerRow, place: number | null): boolean {
  if (known.place === null && place !== null) draft.put({ ...known, place });
  return place === null || known.place === null || known.place === place;
}
