import type { Change } from 'backhaul/journal';
import { CURRENT_KEY, keyEntry, spaceCollection } from '../settings/names.ts';
import { type SpaceSummary, summaryChange } from '../settings/space-summary.ts';

/** The halves of an Ed448 key pair are so long; the app has no use for them but to keep them. */
const KEY_BYTES = 57;

/** A new key, the pointer that makes it the current one, and the space's new figures. */
export function rotatedKey(space: SpaceSummary): readonly Change[] {
  const collection = spaceCollection(space.id);
  const keyId = hex(random(8));
  const value = { publicKey: random(KEY_BYTES), privateKey: random(KEY_BYTES) };
  const figures = { ...space, keys: space.keys + 1, bytes: space.bytes + 2 * KEY_BYTES };
  return [
    { collection, key: keyEntry(keyId), value },
    { collection, key: CURRENT_KEY, value: keyId },
    summaryChange(figures),
  ];
}

function random(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
