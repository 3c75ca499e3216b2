import { createHash } from 'node:crypto';
import type { DeviceId } from '../../src/protocol/index.ts';
import { refuse } from '../handler/refusal.ts';
import { isWeakKey } from '../identity/signature/public-key.ts';
import type { AccountDevices, NewDevice, StoredDevice } from '../store/key-store.ts';

/** Devices of one account, those that were revoked among them. */
export const DEVICES_LIMIT = 500;

const ID_BYTES = 8;

/**
 * Adds a device, or finds that it is one already.
 * @throws Refusal `device-revoked` for one that may not come back, or `too-many-devices`
 */
export async function registerDevice(devices: AccountDevices, device: NewDevice): Promise<StoredDevice> {
  const known = await devices.find(device.device);
  if (known?.revokedAt !== undefined) throw goneForGood();
  if (known !== undefined) return known;
  if ((await devices.count()) >= DEVICES_LIMIT) throw tooMany();
  await devices.put(device);
  return device;
}

/**
 * The 32 bytes of a key that this device may have.
 * @throws Refusal `device-mismatch` for one that is named by another id, and for one with which anybody could sign.
 */
export function keyOf(device: DeviceId, encoded: string): Uint8Array {
  const publicKey = Buffer.from(encoded, 'base64url');
  const name = createHash('sha256').update(publicKey).digest().subarray(0, ID_BYTES).toString('hex');
  if (name !== device)
    throw unfitting(`A device is named by the first ${ID_BYTES} bytes of its key's SHA-256, in hex: ${name}.`);
  if (isWeakKey(publicKey)) throw unfitting('With this key anybody could sign. Make another one.');
  return publicKey;
}

function unfitting(detail: string) {
  return refuse('device-mismatch', 422, 'The device cannot have this key.', detail);
}

/** 403: another signature would not help. */
function goneForGood() {
  const detail = 'A device that was revoked cannot come back. Register a new one, with a key of its own.';
  return refuse('device-revoked', 403, 'This device has been revoked.', detail);
}

function tooMany() {
  return refuse('too-many-devices', 422, 'The account has too many devices.', `At most ${DEVICES_LIMIT} are kept.`);
}
