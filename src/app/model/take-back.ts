import type { Client, QueueTask } from 'backhaul';
import type { Journal } from 'backhaul/journal';
import { joinsAgain, spaceOfMembership } from '../membership/membership.ts';
import { JOIN_SPACE } from '../membership/membership-tasks.ts';
import type { SpacesDesk } from '../membership/spaces-desk.ts';
import { messageOf } from '../messages/message-tasks.ts';
import type { Messages } from '../messages/open-messages.ts';
import { spaceOf } from '../settings/names.ts';
import { asSpaceId } from '../settings/space-id.ts';
import { collectionsOf } from '../tasks/task-context.ts';
import type { ConversationsView } from './conversations-view.ts';
import { correctFigures } from './correct-figures.ts';
import type { SaveChanges } from './save-changes.ts';

interface TakingBack {
  readonly client: Pick<Client, 'tasks'>;
  readonly journal: Pick<Journal, 'collection'>;
  readonly messages: Pick<Messages, 'forget'>;
  readonly desk: Pick<SpacesDesk, 'remove'>;
  readonly save: SaveChanges;
  readonly view: ConversationsView;
}

/** Ends a task, and then takes back what it was for. Rejects as `end` does, and nothing is taken back then. */
export async function takeBack(parts: TakingBack, taskId: string, end: () => Promise<void>): Promise<void> {
  const task = parts.client.tasks().find(({ id }) => id === taskId);
  await end();
  if (task !== undefined) await undo(parts, task);
}

async function undo({ messages, desk, journal, save, view }: TakingBack, task: QueueTask): Promise<void> {
  const message = messageOf(task);
  if (message !== undefined) await messages.forget(message);
  const isFirst = task.taskType === JOIN_SPACE && !joinsAgain(task);
  const joined = isFirst ? asSpaceId(spaceOfMembership(task)) : undefined;
  if (joined !== undefined) await desk.remove(joined);
  if (task.taskType !== 'sync-space-keys') return;
  const spaces = collectionsOf(task, view().collectionNames).flatMap((name) => spaceOf(name) ?? []);
  await correctFigures(journal, save, new Set(spaces));
}
