import * as v from 'valibot';
import { accountIdSchema } from '../protocol/index.ts';
import type { Account, SealingKeys, SigningKey } from './account.ts';
import { toBase64url } from './base64url.ts';
import { beginsWithZero, signingKeyOf, subtleCrypto } from './ed25519.ts';

const SALT = 'backhaul/v1';
const FIRST_EPOCH = 1;
const ID_BYTES = 16;
const encoder = new TextEncoder();

/**
 * The account's keys, all of them non-extractable, by HKDF-SHA-256 (RFC 5869) from the secret: salt `backhaul/v1`; 32 bytes
 * each for `seal/1` (AES-256-GCM, epoch 1), `blind` (HMAC-SHA-256) and `account` (the seed of the Ed25519 key). A seed or a
 * public key that begins with 0x00 is passed over for that of `account/1`, `account/2`, and so on.
 * @throws AccountError `keys-not-supported`
 */
export async function deriveKeys(secret: Uint8Array): Promise<Omit<Account, 'device'>> {
  const material = await subtleCrypto().importKey('raw', Uint8Array.from(secret), 'HKDF', false, [
    'deriveBits',
    'deriveKey',
  ]);
  const [sealing, blinding, accountKey] = await Promise.all([
    sealingKeys(material),
    blindingKey(material),
    accountKeyOf(material),
  ]);
  return { id: await accountIdOf(accountKey), sealing, blinding, accountKey };
}

function derivation(info: string): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: encoder.encode(SALT), info: encoder.encode(info) };
}

async function sealingKeys(material: CryptoKey): Promise<SealingKeys> {
  const key = await subtleCrypto().deriveKey(
    derivation(`seal/${FIRST_EPOCH}`),
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
  return { epoch: FIRST_EPOCH, keys: new Map([[FIRST_EPOCH, key]]) };
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
