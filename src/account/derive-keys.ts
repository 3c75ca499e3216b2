import * as v from 'valibot';
import { accountIdSchema, FIRST_EPOCH } from '../protocol/index.ts';
import type { Account, AccountKeys, SealingKeys, SigningKey } from './account.ts';
import { toBase64url } from './base64url.ts';
import { beginsWithZero, signingKeyOf, subtleCrypto } from './ed25519.ts';

const SALT = 'backhaul/v1';
const ID_BYTES = 16;
const encoder = new TextEncoder();

/** The secrets of an account, from its first epoch on. */
export interface Secrets {
  /** Of the epochs before the newest, the oldest first. */
  readonly former: readonly Uint8Array[];
  readonly newest: Uint8Array;
}

/**
 * The account's keys, all of them non-extractable, by HKDF-SHA-256 (RFC 5869) from the secret: salt `backhaul/v1`; 32 bytes
 * each for `seal/1` (AES-256-GCM, epoch 1), `blind` (HMAC-SHA-256) and `account` (the seed of the Ed25519 key). A seed or a
 * public key that begins with 0x00 is passed over for that of `account/1`, `account/2`, and so on.
 * @throws AccountError `keys-not-supported`
 */
export function deriveKeys(secret: Uint8Array): Promise<AccountKeys> {
  return deriveAllKeys({ former: [], newest: secret });
}

/**
 * The same of an account whose keys were changed: `seal/n` from the secret of epoch n, the account's key from the newest secret,
 * its id and `blind` from the first.
 * @throws AccountError `keys-not-supported`
 */
export async function deriveAllKeys({ former, newest }: Secrets): Promise<AccountKeys> {
  const [first, last, ...all] = await Promise.all([former[0] ?? newest, newest, ...former, newest].map(materialOf));
  if (first === undefined || last === undefined) throw new TypeError('An account has a secret.');
  const [sealing, blinding, accountKey, firstKey] = await Promise.all([
    sealingKeys(all),
    blindingKey(first),
    accountKeyOf(last),
    accountKeyOf(first),
  ]);
  return { id: await accountIdOf(firstKey), sealing, blinding, accountKey };
}

/** The keys that a secret gives to the epoch that begins with it. @throws AccountError `keys-not-supported` */
export async function deriveEpochKeys(secret: Uint8Array, epoch: number) {
  const material = await materialOf(secret);
  const [sealingKey, accountKey] = await Promise.all([sealingKeyOf(material, epoch), accountKeyOf(material)]);
  return { sealingKey, accountKey };
}

/** Seals the secrets of the epochs before: 32 bytes for `keyring`, AES-256-GCM. @throws AccountError `keys-not-supported` */
export async function deriveKeyringKey(secret: Uint8Array): Promise<CryptoKey> {
  return await aesKey(await materialOf(secret), 'keyring');
}

/** What the account's id is made of is the key of its first epoch. @throws AccountError `keys-not-supported` */
export async function deriveAccountId(first: Uint8Array): Promise<Account['id']> {
  return await accountIdOf(await deriveAccountKey(first));
}

/** The account's key that follows from a secret. @throws AccountError `keys-not-supported` */
export async function deriveAccountKey(secret: Uint8Array): Promise<SigningKey> {
  return await accountKeyOf(await materialOf(secret));
}

function materialOf(secret: Uint8Array): Promise<CryptoKey> {
  return subtleCrypto().importKey('raw', Uint8Array.from(secret), 'HKDF', false, ['deriveBits', 'deriveKey']);
}

function derivation(info: string): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: encoder.encode(SALT), info: encoder.encode(info) };
}

async function sealingKeys(materials: readonly CryptoKey[]): Promise<SealingKeys> {
  const keys = await Promise.all(
    materials.map(async (material, place) => {
      const epoch = FIRST_EPOCH + place;
      return [epoch, await sealingKeyOf(material, epoch)] as const;
    }),
  );
  return { epoch: FIRST_EPOCH + materials.length - 1, keys: new Map(keys) };
}

function sealingKeyOf(material: CryptoKey, epoch: number): Promise<CryptoKey> {
  return aesKey(material, `seal/${epoch}`);
}

function aesKey(material: CryptoKey, info: string): Promise<CryptoKey> {
  const algorithm = { name: 'AES-GCM', length: 256 };
  return subtleCrypto().deriveKey(derivation(info), material, algorithm, false, ['encrypt', 'decrypt']);
}

function blindingKey(material: CryptoKey): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  return subtleCrypto().deriveKey(derivation('blind'), material, algorithm, false, ['sign']);
}

async function accountKeyOf(material: CryptoKey): Promise<SigningKey> {
  for (let skipped = 0; ; skipped += 1) {
    const key = await usableKey(material, skipped === 0 ? 'account' : `account/${skipped}`);
    if (key !== undefined) return key;
  }
}

async function usableKey(material: CryptoKey, info: string): Promise<SigningKey | undefined> {
  const seed = new Uint8Array(await subtleCrypto().deriveBits(derivation(info), material, 256));
  try {
    if (beginsWithZero(seed)) return undefined;
    const key = await signingKeyOf(seed);
    return beginsWithZero(key.publicKey) ? undefined : key;
  } finally {
    seed.fill(0);
  }
}

async function accountIdOf({ publicKey }: SigningKey): Promise<Account['id']> {
  const digest = new Uint8Array(await subtleCrypto().digest('SHA-256', publicKey));
  return v.parse(accountIdSchema, toBase64url(digest.subarray(0, ID_BYTES)));
}
