import type { Account } from '../../account/index.ts';
import { openedOrNothing } from '../edit/opened.ts';
import type { EntryRow } from '../store/rows.ts';
import { epochOf, isOld } from './epoch-of.ts';

/** Whether a row is to be sealed again: one of an epoch whose key was replaced says so only by what opens it. */
export async function isPast(account: Account, row: EntryRow): Promise<boolean> {
  if (!isOld(account, row)) return false;
  if (epochOf(row) < account.sealing.epoch) return true;
  const { epoch, keys } = account.sealing;
  return (await openedOrNothing({ ...account, sealing: { epoch, keys } }, row)) === undefined;
}
