import { type AccountId, FIRST_EPOCH } from '../../protocol/index.ts';
import { deriveAccountId, deriveKeys, type Secrets } from '../derive-keys.ts';
import { AccountError } from '../errors.ts';
import { askAccount, type Server } from './ask-account.ts';
import { openKeyring } from './keyring.ts';

/** An account and all of its secrets. */
export interface Found {
  readonly account: AccountId;
  readonly epoch: number;
  readonly secrets: Secrets;
  /** As the server keeps it; nothing of an account whose keys were never changed. */
  readonly keyring: string | undefined;
}

/**
 * Asks the server whose secret this is, and opens what it keeps for whoever has it. The server is not believed: what it says
 * has to follow from the secret.
 * @throws AccountError `keys-replaced`, `keyring-broken`, `account-not-told`, `keys-not-supported`, or what `fetch` throws
 */
export async function findSecrets(newest: Uint8Array, server: Server): Promise<Found> {
  const { accountKey } = await deriveKeys(newest);
  const told = await askAccount(accountKey, server);
  const own = await deriveAccountId(newest);
  const { account = own, epoch = FIRST_EPOCH, keyring } = told ?? {};
  if (keyring !== undefined && epoch > FIRST_EPOCH) {
    return { account, epoch, secrets: await openKeyring(newest, keyring, { account, epoch }), keyring };
  }
  if (account !== own || epoch !== FIRST_EPOCH) throw new AccountError('keyring-broken', {});
  return { account, epoch, secrets: { former: [], newest }, keyring: undefined };
}
