import type { Change, Journal } from 'backhaul/journal';
import type { SpaceKey } from '../messages/space-keys.ts';
import { CURRENT_KEY, keyEntry, NAVIGATION, spaceCollection } from '../settings/names.ts';
import { type SpaceSummary, summaryChange } from '../settings/space-summary.ts';

/** A space of which this device has one key: the last of the list. */
export function newSpaceChanges(
  { id, name, key }: { readonly id: string; readonly name: string; readonly key: SpaceKey },
  spaces: readonly Pick<SpaceSummary, 'order'>[],
): readonly Change[] {
  const order = spaces.reduce((last, space) => Math.max(last, space.order), -1) + 1;
  return [
    keyChange(id, key),
    currentKeyChange(id, key),
    summaryChange({ id, name, order, keys: 1, bytes: key.privateKey.length + key.publicKey.length }),
  ];
}

export function keyChange(id: string, { keyId, privateKey, publicKey }: SpaceKey): Change {
  return { collection: spaceCollection(id), key: keyEntry(keyId), value: { privateKey, publicKey } };
}

/** The pointer that makes a key the current one. */
export function currentKeyChange(id: string, { keyId }: Pick<SpaceKey, 'keyId'>): Change {
  return { collection: spaceCollection(id), key: CURRENT_KEY, value: keyId };
}

/** Deletes everything of a space that the account's devices share. */
export async function removalChanges(journal: Pick<Journal, 'collection'>, id: string): Promise<readonly Change[]> {
  const collection = spaceCollection(id);
  const entries = await journal.collection(collection).list();
  return [
    { collection: NAVIGATION, key: collection, isDeleted: true },
    ...[...entries.keys()].map((key) => ({ collection, key, isDeleted: true }) as const),
  ];
}
