import type { Account } from './account.ts';
import { deriveKeys } from './derive-keys.ts';
import { newDevice } from './device.ts';
import { AccountError } from './errors.ts';
import { keepAccount, replaceDevice } from './kept-account.ts';
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
 * Makes an account that is kept nowhere yet: `adoptAccount` keeps it, for instance once the phrase was written down.
 * @throws AccountError `keys-not-supported`
 */
export async function draftAccount(): Promise<CreatedAccount> {
  const secret = newSecret();
  const phrase = phraseOf(secret);
  const account = await accountOfSecret(secret);
  return { account, phrase, link: (origin) => pairingLink(secretOf(phrase), origin) };
}

/**
 * Keeps an account on this device, and gives it. A device that has it already stays as it is.
 * @throws AccountError `other-account-kept`, `kept-account-broken`, `keys-not-kept`
 */
export async function adoptAccount(account: Account): Promise<Account> {
  return onlyIf(await keepAccount(account), account);
}

/**
 * Makes an account and keeps it on this device.
 * @throws AccountError `other-account-kept`, `kept-account-broken`, `keys-not-kept`, `keys-not-supported`
 */
export async function createAccount(): Promise<CreatedAccount> {
  const created = await draftAccount();
  return { ...created, account: await adoptAccount(created.account) };
}

/**
 * The account of a phrase or a pairing link, as a device that nobody has seen before. Nothing is kept, and nobody is asked
 * whether there is such an account.
 * @throws AccountError `wrong-phrase`, `keys-not-supported`
 */
export async function accountOf(phraseOrLink: string): Promise<Account> {
  return await accountOfSecret(secretOfLink(phraseOrLink) ?? secretOf(phraseOrLink));
}

/**
 * Makes this a device of an account, by its phrase or its pairing link. A device that is one already stays as it is.
 * @throws AccountError `wrong-phrase`, `other-account-kept`, `kept-account-broken`, `keys-not-kept`, `keys-not-supported`
 */
export async function joinAccount(phraseOrLink: string): Promise<Account> {
  return await adoptAccount(await accountOf(phraseOrLink));
}

/**
 * Makes this another device of the account that it has, for one that was revoked: whoever sends signs by the new key from
 * the next 401 on. Tell the client with `signIn()`.
 * @throws AccountError `wrong-phrase`, `other-account-kept`, `kept-account-broken`, `keys-not-kept`, `keys-not-supported`
 */
export async function renewDevice(phraseOrLink: string): Promise<Account> {
  const account = await accountOf(phraseOrLink);
  return onlyIf(await replaceDevice(account), account);
}

function onlyIf(kept: Account, { id }: Account): Account {
  if (kept.id !== id) throw new AccountError('other-account-kept', { kept: kept.id });
  return kept;
}

async function accountOfSecret(secret: Uint8Array): Promise<Account> {
  try {
    const [keys, device] = await Promise.all([deriveKeys(secret), newDevice()]);
    return { ...keys, device };
  } finally {
    secret.fill(0);
  }
}
