import { createHash, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { Verifier } from 'http-message-sig';
import * as v from 'valibot';
import { type AccountId, accountIdSchema, FIRST_EPOCH, type KeyId, readKeyId } from '../../../src/protocol/index.ts';
import type { Store } from '../../store/store.ts';
import { accountKeyReplaced, deviceRevoked } from '../permit.ts';
import type { Principal } from '../principal.ts';
import { isWeakKey, keyObject } from './public-key.ts';
import { malformed, unknownDevice } from './refusals.ts';

/** Who a key is, and whether something was signed with it. */
export interface KeyHolder extends Verifier {
  readonly principal: Principal;
}

/** Off the thread that serves everybody. */
const verifyAside = promisify(verify);

/** Where keys are looked up. */
export type Keys = Pick<Store, 'findDevice' | 'findAccountKey' | 'history'>;

/** @throws Refusal `signature-malformed`, `device-unknown`, `device-revoked`, `account-key-replaced`; or what the store throws. */
export async function keyHolder(keyid: string | undefined, store: Keys): Promise<KeyHolder> {
  const key = readKeyId(keyid ?? '');
  if (key === undefined) throw malformed('Its keyid is {account}/{device}, or account:{public key}.');
  return key.kind === 'account' ? await accountKey(key, store) : await deviceKey(key, store);
}

/** A key that no account was given is the first of the account that is named by it. */
async function accountKey({ publicKey }: Extract<KeyId, { kind: 'account' }>, store: Keys): Promise<KeyHolder> {
  const bytes = Buffer.from(publicKey, 'base64url');
  const given = await store.findAccountKey(bytes);
  const { account, epoch } = given ?? { account: accountOf(bytes), epoch: FIRST_EPOCH };
  const history = await store.history(account);
  if (epoch !== (history?.epoch ?? FIRST_EPOCH)) throw accountKeyReplaced();
  return holder({ kind: 'account-key', account, epoch }, bytes);
}

async function deviceKey({ account, device }: Extract<KeyId, { kind: 'device' }>, store: Keys): Promise<KeyHolder> {
  const found = await store.findDevice(account, device);
  if (found === undefined) throw unknownDevice();
  if (found.revokedAt !== undefined) throw deviceRevoked();
  return holder({ kind: 'device', account, device, generation: found.generation, seen: found.seen }, found.publicKey);
}

function holder(principal: Principal, publicKey: Uint8Array): KeyHolder {
  if (isWeakKey(publicKey)) throw malformed('With this key anybody can sign.');
  return { algorithm: 'ed25519', principal, verify: (data, signature) => hasSigned(publicKey, data, signature) };
}

/** Whether something was signed with this key. */
export async function hasSigned(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    return await verifyAside(null, data, keyObject(publicKey), signature);
  } catch {
    return false; // The key is no point of the curve.
  }
}

/** The first 16 bytes of the public key's SHA-256, in base64url. */
export function accountOf(publicKey: Uint8Array): AccountId {
  const digest = createHash('sha256').update(publicKey).digest();
  return v.parse(accountIdSchema, digest.subarray(0, 16).toString('base64url'));
}
