import type { Client, Saved } from 'backhaul';
import type { Journal } from 'backhaul/journal';
import type { SpaceId } from 'backhaul/protocol';
import { isWithOthers, membershipOf, membershipTasks, tasksThatJoin } from '../membership/membership.ts';
import { newSpaceKey, withKey } from '../membership/new-key.ts';
import type { OwedAnnouncement } from '../messages/kept-rows.ts';
import type { MessageStore } from '../messages/message-store.ts';
import type { Messages } from '../messages/open-messages.ts';
import { currentKey, keyOf } from '../messages/space-keys.ts';
import type { ConversationsView } from './conversations-view.ts';
import type { SaveChanges } from './save-changes.ts';

interface Rotating {
  readonly journal: Pick<Journal, 'collection'>;
  readonly client: Pick<Client, 'enqueue' | 'tasks'>;
  readonly messages: Pick<Messages, 'compose' | 'sendTask'>;
  readonly store: Pick<MessageStore, 'owe' | 'owed' | 'settleOwed'>;
  readonly save: SaveChanges;
  readonly view: ConversationsView;
}

/**
 * Makes a new key a space's current one, and tells its members by a message that is sealed with the one before, sent once the
 * key itself is delivered: nobody is told of a key that was taken back. What could not be told is owed, also when the page ends.
 */
export async function rotateKey(parts: Rotating, id: SpaceId): Promise<Saved> {
  const { journal, client, store, save, view } = parts;
  const { spaces, joined } = view();
  const space = spaces.find((other) => other.id === id);
  if (space === undefined) return { kind: 'nothing-changed' };
  const before = await currentKey(journal, id);
  const key = newSpaceKey();
  const owed = before && { space: id, keyId: key.keyId, sealedWith: before.keyId };
  const isShared = isWithOthers(membershipOf(id, membershipTasks(client.tasks()).get(id), joined));
  if (owed !== undefined && isShared) await store.owe(owed);
  const saved = await save(withKey(space, key, true));
  const after = saved.kind === 'enqueued' ? saved.receipts.map((receipt) => receipt.id) : [];
  if (owed !== undefined && isShared) await announce(parts, owed, after);
  return saved;
}

/** Tells of keys that a page which has ended could not tell of. */
export async function announceOwed(parts: Rotating): Promise<void> {
  for (const owed of await parts.store.owed()) await announce(parts, owed, []);
}

async function announce(parts: Rotating, owed: OwedAnnouncement, after: readonly string[]): Promise<void> {
  const { journal, client, messages, store, view } = parts;
  const [key, before] = await Promise.all([
    keyOf(journal, owed.space, owed.keyId),
    keyOf(journal, owed.space, owed.sealedWith),
  ]);
  if (key !== undefined && before !== undefined) {
    const content = { kind: 'key', name: view().profile.displayName, ...key } as const;
    const dependsOn = [...after, ...tasksThatJoin(owed.space, client.tasks())];
    await client.enqueue(messages.sendTask, messages.compose(owed.space, content, before), { dependsOn }).stored;
  }
  await store.settleOwed(owed.space); // A key that is gone was taken back.
}
