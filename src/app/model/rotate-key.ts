import type { Client, Saved } from 'backhaul';
import type { Journal } from 'backhaul/journal';
import type { SpaceId } from 'backhaul/protocol';
import { tasksThatJoin } from '../membership/membership.ts';
import { newSpaceKey, withKey } from '../membership/new-key.ts';
import type { Messages } from '../messages/open-messages.ts';
import { currentKey } from '../messages/space-keys.ts';
import type { ConversationsView } from './conversations-view.ts';
import type { SaveChanges } from './save-changes.ts';

interface Rotating {
  readonly journal: Pick<Journal, 'collection'>;
  readonly client: Pick<Client, 'enqueue' | 'tasks'>;
  readonly messages: Pick<Messages, 'compose' | 'sendTask'>;
  readonly save: SaveChanges;
  readonly view: ConversationsView;
}

/**
 * Makes a new key a space's current one, and tells its members by a message that is sealed with the one before, sent once the
 * key itself is delivered: nobody is told of a key that was taken back.
 */
export async function rotateKey({ journal, client, messages, save, view }: Rotating, id: SpaceId): Promise<Saved> {
  const { spaces, joined, profile } = view();
  const space = spaces.find((other) => other.id === id);
  if (space === undefined) return { kind: 'nothing-changed' };
  const before = await currentKey(journal, id);
  const key = newSpaceKey();
  const saved = await save(withKey(space, key));
  if (before === undefined || !joined.roles.has(id)) return saved;
  const context = messages.compose(id, { kind: 'key', name: profile.displayName, ...key }, before);
  const after = saved.kind === 'enqueued' ? saved.receipts.map((receipt) => receipt.id) : [];
  const dependsOn = [...after, ...tasksThatJoin(id, client.tasks())];
  await client.enqueue(messages.sendTask, context, { dependsOn }).stored;
  return saved;
}
