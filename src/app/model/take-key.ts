import type { Journal } from 'backhaul/journal';
import type { SpaceId } from 'backhaul/protocol';
import { withKey } from '../membership/new-key.ts';
import { currentKey, keyOf, type SpaceKey } from '../messages/space-keys.ts';
import type { ConversationsView } from './conversations-view.ts';
import type { SaveChanges } from './save-changes.ts';

interface Taking {
  readonly journal: Pick<Journal, 'collection'>;
  readonly save: SaveChanges;
  readonly view: ConversationsView;
}

/**
 * Takes in a key that a member has told of. It becomes the current one only for whoever holds that it was sealed with as the
 * current one: a key that is known changes nothing, nor does an old announcement that is read late.
 * @throws Error for a space that is not among the account's any more, or whatever `save` rejects with
 */
export async function takeKey(
  { journal, save, view }: Taking,
  id: SpaceId,
  key: SpaceKey,
  sealedWith: string,
): Promise<void> {
  if ((await keyOf(journal, id, key.keyId)) !== undefined) return;
  const current = await currentKey(journal, id);
  const space = view().spaces.find((other) => other.id === id);
  if (space === undefined) throw new Error('A key came for a space that is not among those of this account.');
  await save(withKey(space, key, current?.keyId === sealedWith));
}
