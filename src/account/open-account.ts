import type { Account, AccountKeys } from './account.ts';
import { toBase64url } from './base64url.ts';
import { deriveKeys } from './derive-keys.ts';
import { newDevice } from './device.ts';
import type { Server } from './epochs/ask-account.ts';
import { findAccount, findKeys } from './epochs/find-account.ts';
import { onlyIf, withKeys } from './epochs/with-keys.ts';
import { AccountError } from './errors.ts';
import { changeAccount, keepAccount, keptHere, readAccount } from './kept-account.ts';
import type { PairingHead } from './pairing-head.ts';
import { newSecret, pairingLink, phraseOf, secretIn, secretOf } from './phrase.ts';

/** An account that was just made. Its secret is nowhere else: who loses the phrase can add no device any more. */
export interface CreatedAccount {
  readonly account: Account;
  /** 12 words, to be shown once. */
  readonly phrase: string;
  /** What a QR code says that another device joins by. */
  readonly link: (origin: string, head?: PairingHead) => string;
}

/**
 * Makes an account that is kept nowhere yet: `adoptAccount` keeps it, for instance once the phrase was written down.
 * @throws AccountError `keys-not-supported`
 */
export async function draftAccount(): Promise<CreatedAccount> {
  const secret = newSecret();
  const phrase = phraseOf(secret);
  const account = await accountOfSecret(secret);
  return { account, phrase, link: (origin, head) => pairingLink(secretOf(phrase), origin, head) };
}

/**
 * Keeps an account on this device, and gives it. A device that has it already stays as it is.
 * @throws AccountError `other-account-kept`, `kept-account-broken`, `keys-not-kept`
 */
export async function adoptAccount(account: Account): Promise<Account> {
  return onlyIf(await keepAccount(account), account.id);
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
  return await accountOfSecret(secretIn(phraseOrLink));
}

/**
 * Makes this a device of an account, by its phrase or its pairing link. A device that is one already stays as it is. With a
 * server also one whose keys were changed since it was made.
 * @throws AccountError `wrong-phrase`, `other-account-kept`, `kept-account-broken`, `keys-not-kept`, `keys-not-supported`; with a
 * server also what `findAccount` throws
 */
export async function joinAccount(phraseOrLink: string, server?: Server): Promise<Account> {
  return await adoptAccount(await (server ? findAccount(phraseOrLink, server) : accountOf(phraseOrLink)));
}

/**
 * Makes this another device of the account that it has, for one that was revoked: whoever sends signs by the new key from
 * the next 401 on. Tell the client with `signIn()`. With a server, new words bring the new keys; without one, or while it cannot
 * be reached, the words have to be those of the keys that this device has.
 * @throws AccountError `wrong-phrase`, `other-account-kept`, `kept-account-broken`, `keys-not-kept`, `keys-not-supported`; with a
 * server also what `findAccount` throws
 */
export async function renewDevice(phraseOrLink: string, server?: Server): Promise<Account> {
  const [keys, device] = [await keysBy(phraseOrLink, server), await newDevice()];
  return await changeAccount((kept) => ({ ...(kept === undefined ? keys : withKeys(kept, keys)), device }));
}

/**
 * Takes the new keys of the account that this device has, by the new words: after another device has changed them. The device
 * stays the same.
 * @throws AccountError `no-account-kept`, `other-account-kept`, `kept-account-broken`, `keys-not-kept`, and what `findAccount` throws
 */
export async function renewKeys(phraseOrLink: string, server: Server, kept = keptHere): Promise<Account> {
  const keys = await findKeys(phraseOrLink, server);
  return await kept.change((account) => withKeys(account, keys));
}

async function keysBy(phraseOrLink: string, server: Server | undefined): Promise<AccountKeys> {
  const [own, kept] = [await accountOf(phraseOrLink), await readAccount()];
  const isOfKept =
    kept !== undefined && toBase64url(kept.accountKey.publicKey) === toBase64url(own.accountKey.publicKey);
  const known = isOfKept ? kept : own;
  if (server === undefined) return known;
  return await findKeys(phraseOrLink, server).catch((cause: unknown) => {
    if (isOfKept && !(cause instanceof AccountError)) return known; // Offline: they were right when they were kept.
    throw cause;
  });
}

async function accountOfSecret(secret: Uint8Array): Promise<Account> {
  try {
    const [keys, device] = await Promise.all([deriveKeys(secret), newDevice()]);
    return { ...keys, device };
  } finally {
    secret.fill(0);
  }
}
