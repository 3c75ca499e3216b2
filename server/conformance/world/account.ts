import * as v from 'valibot';
import { type AccountId, accountIdSchema, type DeviceId, deviceIdSchema } from '../../../src/protocol/index.ts';
import { base64url, digest, hex } from './bytes.ts';

/** An Ed25519 key of which only the public half, 32 bytes, can be seen. */
export interface SigningKey {
  readonly publicKey: Uint8Array<ArrayBuffer>;
  sign(data: Uint8Array): Promise<Uint8Array>;
}

export interface Device {
  readonly id: DeviceId;
  readonly key: SigningKey;
}

/** An account as a client of its own holds it. */
export interface Account {
  readonly id: AccountId;
  readonly key: SigningKey;
  readonly device: Device;
}

export async function newAccount(): Promise<Account> {
  const key = await newKey();
  const id = v.parse(accountIdSchema, base64url(await digest(key.publicKey, 16)));
  return { id, key, device: await newDevice() };
}

export async function newDevice(): Promise<Device> {
  const key = await newKey();
  return { id: v.parse(deviceIdSchema, hex(await digest(key.publicKey, 8))), key };
}

export async function newKey(): Promise<SigningKey> {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('This runtime makes no Ed25519 keys.');
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const sign = async (data: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, Uint8Array.from(data)));
  return { publicKey, sign };
}
