import * as v from 'valibot';
import { deviceIdSchema } from '../protocol/index.ts';
import type { Device } from './account.ts';
import { randomSigningKey, subtleCrypto } from './ed25519.ts';

const ID_BYTES = 8;

/** A device that nobody has seen before. @throws AccountError `keys-not-supported` */
export async function newDevice(): Promise<Device> {
  const key = await randomSigningKey();
  const digest = new Uint8Array(await subtleCrypto().digest('SHA-256', key.publicKey));
  return { id: v.parse(deviceIdSchema, toHex(digest.subarray(0, ID_BYTES))), key };
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
