import type { Account, AccountKeys } from '../account.ts';
import { deriveAllKeys } from '../derive-keys.ts';
import { newDevice } from '../device.ts';
import { secretIn } from '../phrase.ts';
import type { Server } from './ask-account.ts';
import { findSecrets } from './find-secrets.ts';
import { wipe } from './keyring.ts';
import { stepsOf } from './steps.ts';

/**
 * The account of these words or this pairing link, also when its keys were changed since it was made, as a device that nobody
 * has seen before. Nothing is kept: `adoptAccount` does that.
 * @throws AccountError `wrong-phrase`, `keys-replaced` for former words, `keyring-broken`, `account-not-told`,
 * `keys-not-supported`, or what `fetch` throws
 */
export async function findAccount(phraseOrLink: string, server: Server): Promise<Account> {
  const keys = await findKeys(phraseOrLink, server);
  return { ...keys, device: await newDevice() };
}

/** The same without a device. */
export async function findKeys(phraseOrLink: string, server: Server): Promise<AccountKeys> {
  const newest = secretIn(phraseOrLink);
  try {
    const found = await findSecrets(newest, server);
    try {
      const [keys, steps] = await Promise.all([deriveAllKeys(found.secrets), stepsOf(found)]);
      return { ...keys, steps };
    } finally {
      wipe(found.secrets);
    }
  } finally {
    newest.fill(0);
  }
}
