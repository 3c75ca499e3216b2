import type { Account, AccountKeys } from '../account.ts';
import { AccountError } from '../errors.ts';

/**
 * An account as this device keeps it, with the keys that were found, unless its own are newer. A rotation that waits for the same
 * epoch or an older one has been overtaken.
 * @throws AccountError `no-account-kept`, `other-account-kept`
 */
export function withKeys(kept: Account | undefined, { id, sealing, accountKey }: AccountKeys): Account {
  const account = onlyIf(kept, id);
  if (sealing.epoch <= account.sealing.epoch) return account;
  const { pending, ...rest } = account;
  const isAhead = pending !== undefined && pending.epoch > sealing.epoch;
  const keys = new Map([...account.sealing.keys, ...sealing.keys]);
  return { ...rest, accountKey, sealing: { epoch: sealing.epoch, keys }, ...(isAhead ? { pending } : {}) };
}

/** What is kept, if it is this account. @throws AccountError `no-account-kept`, `other-account-kept` */
export function onlyIf(kept: Account | undefined, id: string): Account {
  if (kept === undefined) throw new AccountError('no-account-kept', {});
  if (kept.id !== id) throw new AccountError('other-account-kept', { kept: kept.id });
  return kept;
}
