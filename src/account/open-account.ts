import type { Account } from './account.ts';
import { deriveKeys } from './derive-keys.ts';
import { newDevice } from './device.ts';
import { AccountError } from './errors.ts';
import { keepAccount } from './kept-account.ts';
import { newSecret, pairingLink, phraseOf, secretOf, secretOfLink } from './phrase.ts';

/** An account that was just made. Its secret is nowhere else: who loses the phrase can add no device any more. */
export interface CreatedAccount {
  readonly account: Account;
  /** 12 words, to be shown once. */
  readonly phrase: string;
  /** What a QR code says that another device joins by. */
  readonly link: (origin: string) => string;
}

/**
 * Makes an account and keeps it on this device.
 * @throws AccountError `other-account-kept`, `kept-account-broken`, `keys-not-kept`, `keys-not-supported`
 */
export async function createAccount(): Promise<CreatedAccount> {
  const secret = newSecret();
  const phrase = phraseOf(secret);
  const account = await open(secret);
  return { account, phrase, link: (origin) => pairingLink(secretOf(phrase), origin) };
}

/**
 * Makes this a device of an account, by its phrase or its pairing link. A device that is one already stays as it is.
 * @throws AccountError `wrong-phrase`, `other-account-kept`, `kept-account-broken`, `keys-not-kept`, `keys-not-supported`
 */
export async function joinAccount(phraseOrLink: string): Promise<Account> {
  return await open(secretOfLink(phraseOrLink) ?? secretOf(phraseOrLink));
}

async function open(secret: Uint8Array): Promise<Account> {
  try {
    const [keys, device] = await Promise.all([deriveKeys(secret), newDevice()]);
    const kept = await keepAccount({ ...keys, device });
    if (kept.id !== keys.id) throw new AccountError('other-account-kept', { kept: kept.id });
    return kept;
  } finally {
    secret.fill(0);
  }
}
