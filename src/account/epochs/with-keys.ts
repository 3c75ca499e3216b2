import type { Account, AccountKeys, SigningKey } from '../account.ts';
import { toBase64url } from '../base64url.ts';
import { AccountError } from '../errors.ts';

/**
 * An account as this device keeps it, with the keys that were found, unless its own are newer. Others of the same epoch take the
 * place of its own: the server believes those. A rotation that waits for the same epoch or an older one has been overtaken.
 * @throws AccountError `no-account-kept`, `other-account-kept`
 */
export function withKeys(kept: Account | undefined, { id, sealing, accountKey, steps }: AccountKeys): Account {
  const account = onlyIf(kept, id);
  const isSame = sealing.epoch === account.sealing.epoch && sameKey(accountKey, account.accountKey);
  if (sealing.epoch < account.sealing.epoch || isSame) return account;
  const { pending, ...rest } = account;
  const isAhead = pending !== undefined && pending.epoch > sealing.epoch;
  const keys = new Map([...account.sealing.keys, ...sealing.keys]);
  const replaced = new Map([...(account.sealing.replaced ?? []), ...replacedKeys(account, steps)]);
  return {
    ...rest,
    accountKey,
    steps,
    sealing: { epoch: sealing.epoch, keys, ...(replaced.size > 0 && { replaced }) },
    ...(isAhead ? { pending } : {}),
  };
}

/** Keys of this device's epochs that were begun with another account key than they were for everybody else. */
function replacedKeys({ sealing, steps: own = [] }: Account, steps: AccountKeys['steps'] = []) {
  const others = new Map(steps.map(({ epoch, accountKey }) => [epoch, accountKey]));
  return own.flatMap(({ epoch, accountKey }) => {
    const [other, key] = [others.get(epoch), sealing.keys.get(epoch)];
    return other === undefined || key === undefined || sameKey(accountKey, other) ? [] : [[epoch, key] as const];
  });
}

function sameKey(a: SigningKey, b: SigningKey): boolean {
  return toBase64url(a.publicKey) === toBase64url(b.publicKey);
}

/** What is kept, if it is this account. @throws AccountError `no-account-kept`, `other-account-kept` */
export function onlyIf(kept: Account | undefined, id: string): Account {
  if (kept === undefined) throw new AccountError('no-account-kept', {});
  if (kept.id !== id) throw new AccountError('other-account-kept', { kept: kept.id });
  return kept;
}
