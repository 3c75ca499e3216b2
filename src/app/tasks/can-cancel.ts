import type { QueueTask } from 'backhaul';
import { INVITE_MEMBER, JOIN_SPACE, LEAVE_SPACE } from '../membership/membership-tasks.ts';
import { DELETE_MESSAGE, SEND_MESSAGE } from '../messages/message-tasks.ts';
import { NAVIGATION, spaceOf } from '../settings/names.ts';
import { type CollectionNames, collectionsOf } from './task-context.ts';

/** What can be taken back as if it had not been asked for. */
const CANCELLABLE: ReadonlySet<string> = new Set([
  'update-profile',
  'save-user-config',
  'sync-space-keys',
  SEND_MESSAGE,
  DELETE_MESSAGE,
  JOIN_SPACE,
  LEAVE_SPACE,
  INVITE_MEMBER,
]);

/** A space that is being joined would be none without its keys and its place in the list: its joining is cancelled instead. */
export function canCancel(task: QueueTask, tasks: readonly QueueTask[], names: CollectionNames): boolean {
  if (!CANCELLABLE.has(task.taskType)) return false;
  const isJoining = tasks.some(({ taskType, status }) => taskType === JOIN_SPACE && status !== 'completed');
  return !isJoining || !collectionsOf(task, names).some((name) => name === NAVIGATION || spaceOf(name) !== undefined);
}
