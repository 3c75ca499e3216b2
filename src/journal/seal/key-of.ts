import type { Account } from '../../account/index.ts';
import { SealError } from './seal-error.ts';

/** Those that may have sealed what says that it is of this epoch, the present one first. @throws SealError `unknown-epoch` */
export function keysOf(account: Account, epoch: number): readonly [CryptoKey, ...CryptoKey[]] {
  const replaced = account.sealing.replaced?.get(epoch);
  return replaced === undefined ? [keyOf(account, epoch)] : [keyOf(account, epoch), replaced];
}

/** @throws SealError `unknown-epoch` */
export function keyOf(account: Account, epoch: number): CryptoKey {
  const key = account.sealing.keys.get(epoch);
  if (key === undefined) throw new SealError('unknown-epoch');
  return key;
}
