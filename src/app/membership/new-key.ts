import type { Change } from 'backhaul/journal';
import type { SpaceKey } from '../messages/space-keys.ts';
import { type SpaceSummary, summaryChange } from '../settings/space-summary.ts';
import { currentKeyChange, keyChange } from './space-changes.ts';

/** The halves of an Ed448 key pair are so long. */
const KEY_BYTES = 57;

export function newSpaceKey(): SpaceKey {
  return { keyId: hex(random(8)), publicKey: random(KEY_BYTES), privateKey: random(KEY_BYTES) };
}

/** Another key, the pointer that makes it the current one where it is to be that, and the space's new figures. */
export function withKey(space: SpaceSummary, key: SpaceKey, isCurrent: boolean): readonly Change[] {
  const bytes = space.bytes + key.privateKey.length + key.publicKey.length;
  return [
    keyChange(space.id, key),
    ...(isCurrent ? [currentKeyChange(space.id, key)] : []),
    summaryChange({ ...space, keys: space.keys + 1, bytes }),
  ];
}

function random(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
