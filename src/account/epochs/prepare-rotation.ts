import type { Account, AccountKeys, PendingRotation } from '../account.ts';
import { deriveAllKeys, deriveEpochKeys } from '../derive-keys.ts';
import { AccountError } from '../errors.ts';
import type { PairingHead } from '../pairing-head.ts';
import { newSecret, pairingLink, phraseOf, secretIn, secretOf } from '../phrase.ts';
import type { Server } from './ask-account.ts';
import { type Found, findSecrets } from './find-secrets.ts';
import { sealKeyring, wipe } from './keyring.ts';
import { stepsOf } from './steps.ts';

/** New keys for an account, which are nowhere yet: `rotateKeys` has them take the place of the present ones. */
export interface PreparedRotation {
  /** The new 12 words. They are nowhere else: whoever changes the keys must have written them down before. */
  readonly phrase: string;
  /** What a QR code says that another device takes the new keys by. */
  readonly link: (origin: string, head?: PairingHead) => string;
  /** The account's keys as they are now, which this device may not have had. */
  readonly present: AccountKeys;
  readonly next: Omit<PendingRotation, 'keep'>;
}

/**
 * Makes new words and new keys for an account. Its present words are asked for because keys cannot be exported: only who has the
 * words can hand the former secrets on.
 * @throws AccountError `wrong-phrase`, `keys-replaced` for former words, `other-account-kept` for those of another account,
 * `keyring-broken`, `account-not-told`, `keys-not-supported`, or what `fetch` throws
 */
export async function prepareRotation(
  phraseOrLink: string,
  account: Pick<Account, 'id'>,
  server: Server,
): Promise<PreparedRotation> {
  const present = secretIn(phraseOrLink);
  try {
    const found = await findSecrets(present, server);
    try {
      if (found.account !== account.id) throw new AccountError('other-account-kept', { kept: account.id });
      return await prepared(found);
    } finally {
      wipe(found.secrets);
    }
  } finally {
    present.fill(0);
  }
}

async function prepared(found: Found): Promise<PreparedRotation> {
  const { account, epoch: before, secrets } = found;
  const newest = newSecret();
  const phrase = phraseOf(newest);
  const epoch = before + 1;
  try {
    const [present, steps, keys, keyring] = await Promise.all([
      deriveAllKeys(secrets),
      stepsOf(found),
      deriveEpochKeys(newest, epoch),
      sealKeyring({ former: [...secrets.former, secrets.newest], newest }, { account, epoch }),
    ]);
    const link = (origin: string, head?: PairingHead) => pairingLink(secretOf(phrase), origin, head);
    return { phrase, link, present: { ...present, steps }, next: { epoch, ...keys, keyring } };
  } finally {
    newest.fill(0);
  }
}
