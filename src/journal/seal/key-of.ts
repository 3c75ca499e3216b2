import type { Account } from '../../account/index.ts';
import { SealError } from './seal-error.ts';

/** @throws SealError `unknown-epoch` */
export function keyOf(account: Account, epoch: number): CryptoKey {
  const key = account.sealing.keys.get(epoch);
  if (key === undefined) throw new SealError('unknown-epoch');
  return key;
}
